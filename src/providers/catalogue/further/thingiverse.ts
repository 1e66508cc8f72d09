/** Thingiverse: things to print. */
import { oauth2 } from "../../entry.ts";

export const thingiverse = oauth2({
  id: "thingiverse",
  name: "Thingiverse",
  register: "https://www.thingiverse.com/apps/create",
  docs: "https://www.thingiverse.com/developers/getting-started",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.thingiverse.com/login/oauth/authorize",
  token: "https://www.thingiverse.com/login/oauth/access_token",
  userinfo: "https://api.thingiverse.com/users/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "name",
    name: "full_name",
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "thumbnail",
  },
});
