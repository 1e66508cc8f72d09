/** Forgejo: a code forge of one's own. */
import { oauth2 } from "../../entry.ts";

export const forgejo = oauth2({
  id: "forgejo",
  name: "Forgejo",
  docs: "https://forgejo.org/docs/latest/user/oauth2-provider/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  authorize: "{url}/login/oauth/authorize",
  token: "{url}/login/oauth/access_token",
  userinfo: "{url}/api/v1/user",
  scope: ["read:user"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "login", name: "full_name", email: "email", picture: "avatar_url" },
});
