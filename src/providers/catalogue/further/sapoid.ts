/** SAPO ID: a portal in Portugal. */
import { oauth2 } from "../../entry.ts";

export const sapoid = oauth2({
  id: "sapoid",
  name: "SAPO ID",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://id.sapo.pt/oauth/v2/authorize",
  token: "https://id.sapo.pt/oauth/v2/token",
  userinfo: "https://id.sapo.pt/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: ["sub", "id"], name: "name", email: "email", picture: ["picture", "avatar"] },
});
