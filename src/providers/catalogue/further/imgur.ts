/** Imgur: pictures. */
import { oauth2 } from "../../entry.ts";

export const imgur = oauth2({
  id: "imgur",
  name: "Imgur",
  register: "https://api.imgur.com/oauth2/addclient",
  docs: "https://apidocs.imgur.com/",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://api.imgur.com/oauth2/authorize",
  token: "https://api.imgur.com/oauth2/token",
  userinfo: "https://api.imgur.com/3/account/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "url", name: "url", picture: "avatar" },
});
