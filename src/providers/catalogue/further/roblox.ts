/** Roblox: players' accounts. */
import { oidc } from "../../entry.ts";

export const roblox = oidc({
  id: "roblox",
  name: "Roblox",
  register: "https://create.roblox.com/dashboard/credentials",
  docs: "https://create.roblox.com/docs/cloud/auth/oauth2-overview",
  note: "There are no e-mail addresses. The issuer ends in a slash.",
  known: { sources: 4, date: "2026-11-20" },
  issuer: "https://apis.roblox.com/oauth/",
  revoke: "https://apis.roblox.com/oauth/v1/token/revoke",
  scope: ["openid", "profile"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", preferred_username: "preferred_username", name: ["nickname", "name"], picture: "picture" },
});
