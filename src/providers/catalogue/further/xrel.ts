/** xREL: releases of films and games. */
import { oauth2 } from "../../entry.ts";

export const xrel = oauth2({
  id: "xrel",
  name: "xREL",
  register: "https://www.xrel.to/api-apps.html",
  docs: "https://www.xrel.to/wiki/6435/api-oauth2.html",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.xrel.to/v2/oauth2/auth",
  token: "https://api.xrel.to/v2/oauth2/token",
  userinfo: "https://api.xrel.to/v2/user/info.json",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "name", name: "name" },
});
