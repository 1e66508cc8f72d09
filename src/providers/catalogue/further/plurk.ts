/** Plurk: short posts in Taiwan. */
import { oauth1 } from "../../entry.ts";

export const plurk = oauth1({
  id: "plurk",
  name: "Plurk",
  register: "https://www.plurk.com/PlurkApp/",
  docs: "https://www.plurk.com/API",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  requestToken: "https://www.plurk.com/OAuth/request_token",
  authorize: "https://www.plurk.com/OAuth/authorize",
  token: "https://www.plurk.com/OAuth/access_token",
  userinfo: "https://www.plurk.com/APP/Users/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "nick_name",
    name: ["full_name", "display_name"],
    email: "email",
    picture: "avatar_big",
  },
});
