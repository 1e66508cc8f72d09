/** Modrinth: changes to Minecraft. */
import { oauth2 } from "../../entry.ts";

export const modrinth = oauth2({
  id: "modrinth",
  name: "Modrinth",
  register: "https://modrinth.com/settings/applications",
  docs: "https://docs.modrinth.com/guide/oauth/",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://modrinth.com/auth/authorize",
  token: "https://api.modrinth.com/_internal/oauth/token",
  userinfo: "https://api.modrinth.com/v2/user",
  scope: ["USER_READ", "USER_READ_EMAIL"],
  pkce: false,
  quirks: {
    tokenHeaders: { authorization: "{clientSecret}" },
    tokenOmit: ["client_secret"],
    profileHeaders: { "user-agent": "Alldoor" },
    tokenPlacement: { header: "authorization" },
  },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: ["name", "username"],
    email: "email",
    picture: "avatar_url",
  },
});
