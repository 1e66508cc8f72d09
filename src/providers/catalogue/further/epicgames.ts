/** Epic Games: players' accounts. */
import { oauth2 } from "../../entry.ts";

export const epicgames = oauth2({
  id: "epicgames",
  name: "Epic Games",
  register: "https://dev.epicgames.com/portal/",
  docs: "https://dev.epicgames.com/docs/web-api-ref/authentication",
  note: "Names are shown, e-mail addresses never.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://www.epicgames.com/id/authorize",
  token: "https://api.epicgames.dev/epic/oauth/v2/token",
  userinfo: "https://api.epicgames.dev/epic/oauth/v2/userInfo",
  scope: ["basic_profile"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "sub", preferred_username: "preferred_username", name: "preferred_username" },
});
