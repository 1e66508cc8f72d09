/** Nexus Mods: changes to games. */
import { oauth2 } from "../../entry.ts";

export const nexusMods = oauth2({
  id: "nexus_mods",
  name: "Nexus Mods",
  register: "https://www.nexusmods.com/",
  docs: "https://modding.wiki/en/api/oauth2",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://users.nexusmods.com/oauth/authorize",
  token: "https://users.nexusmods.com/oauth/token",
  userinfo: "https://users.nexusmods.com/oauth/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", email: "email", picture: "avatar" },
});
