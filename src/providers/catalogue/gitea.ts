/** A Gitea server; Forgejo, and so Codeberg, speaks the same. */
import { oauth2 } from "../entry.ts";

export const gitea = oauth2({
  id: "gitea",
  name: "Gitea",
  register: "https://gitea.com/user/settings/applications",
  docs: "https://docs.gitea.com/development/oauth2-provider",
  note: "Whether a server proves addresses is its administrator's choice, so they are recorded as unverified.",
  known: { sources: 5, date: "2026-11-20" },
  settings: {
    giteaUrl: {
      label: "Server",
      help: "The address of your Gitea or Forgejo, if it is not gitea.com.",
      type: "url",
      default: "https://gitea.com",
      allauth: "GITEA_URL",
    },
  },
  authorize: "{giteaUrl}/login/oauth/authorize",
  token: "{giteaUrl}/login/oauth/access_token",
  userinfo: "{giteaUrl}/api/v1/user",
  scope: [],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "login",
    name: ["full_name", "login"],
    email: "email",
    picture: "avatar_url",
    locale: "language",
  },
});
