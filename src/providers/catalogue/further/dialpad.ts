/** Dialpad: telephony. */
import { oauth2 } from "../../entry.ts";

export const dialpad = oauth2({
  id: "dialpad",
  name: "Dialpad",
  register: "https://developers.dialpad.com/",
  docs: "https://developers.dialpad.com/docs/oauth2",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://dialpad.com/oauth2/authorize",
  token: "https://dialpad.com/oauth2/token",
  userinfo: "https://dialpad.com/api/v2/users/me",
  scope: [],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: "display_name",
    given_name: "first_name",
    family_name: "last_name",
    email: "emails[0]",
    picture: "image_url",
  },
});
