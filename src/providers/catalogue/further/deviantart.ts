/** DeviantArt: art. */
import { oauth2 } from "../../entry.ts";

export const deviantart = oauth2({
  id: "deviantart",
  name: "DeviantArt",
  register: "https://www.deviantart.com/developers/apps",
  docs: "https://www.deviantart.com/developers/authentication",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://www.deviantart.com/oauth2/authorize",
  token: "https://www.deviantart.com/oauth2/token",
  userinfo: "https://www.deviantart.com/api/v1/oauth2/user/whoami",
  scope: ["basic"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "userid", preferred_username: "username", picture: "usericon" },
});
