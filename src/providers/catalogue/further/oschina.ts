/** OSChina: open source in China. */
import { oauth2 } from "../../entry.ts";

export const oschina = oauth2({
  id: "oschina",
  name: "OSChina",
  docs: "https://www.oschina.net/openapi/docs",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.oschina.net/action/oauth2/authorize",
  token: "https://www.oschina.net/action/openapi/token",
  userinfo: "https://www.oschina.net/action/openapi/user",
  scope: [],
  pkce: false,
  quirks: { tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "name", name: "name", email: "email", picture: "avatar" },
});
