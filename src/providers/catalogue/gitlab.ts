/** GitLab: gitlab.com, or a server of one's own. */
import { oauth2 } from "../entry.ts";
import { readPath } from "../path.ts";

const HOME = "https://gitlab.com";

export const gitlab = oauth2({
  id: "gitlab",
  name: "GitLab",
  register: "https://gitlab.com/-/user_settings/applications",
  docs: "https://docs.gitlab.com/api/oauth2/",
  note: "The scope read_user is needed. Only gitlab.com is known to have every address proved.",
  known: { sources: 10, date: "2026-11-20" },
  settings: {
    gitlabUrl: {
      label: "Server",
      help: "The address of your GitLab, if it is not gitlab.com.",
      type: "url",
      default: HOME,
      allauth: "GITLAB_URL",
    },
  },
  authorize: "{gitlabUrl}/oauth/authorize",
  token: "{gitlabUrl}/oauth/token",
  userinfo: "{gitlabUrl}/api/v4/user",
  revoke: "{gitlabUrl}/oauth/revoke",
  scope: ["read_user"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: "name",
    email: "email",
    // A server of one's own may confirm accounts without sending anything.
    email_verified: ({ profile, settings }) =>
      settings.gitlabUrl === HOME && typeof readPath(profile, "confirmed_at") === "string",
    picture: "avatar_url",
  },
  colour: "#fc6d26",
});
