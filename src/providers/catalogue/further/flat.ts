/** Flat: music notation. */
import { oauth2 } from "../../entry.ts";

export const flat = oauth2({
  id: "flat",
  name: "Flat",
  register: "https://flat.io/developers/apps",
  docs: "https://flat.io/developers/docs/api/authentication.html",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://flat.io/auth/oauth",
  token: "https://api.flat.io/oauth/access_token",
  userinfo: "https://api.flat.io/v2/me",
  scope: ["account.public_profile", "account.email"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: "printableName",
    given_name: "firstname",
    family_name: "lastname",
    email: "email",
    picture: "picture",
  },
});
