/** Codeberg: code of free software, by Forgejo. */
import { oauth2 } from "../../entry.ts";

export const codeberg = oauth2({
  id: "codeberg",
  name: "Codeberg",
  register: "https://codeberg.org/user/settings/applications",
  docs: "https://docs.codeberg.org/advanced/oauth2/",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://codeberg.org/login/oauth/authorize",
  token: "https://codeberg.org/login/oauth/access_token",
  userinfo: "https://codeberg.org/api/v1/user",
  scope: ["read:user"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "login", name: "full_name", email: "email", picture: "avatar_url" },
});
