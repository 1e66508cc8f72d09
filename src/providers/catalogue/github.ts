/** GitHub.com, GitHub Enterprise Server (its API lies under the server's own address) and Enterprise Cloud on ghe.com. */
import { oauth2 } from "../entry.ts";
import { readPath } from "../path.ts";
import type { Answers, Json } from "../provider.ts";

const primary = (answers: Answers): Json | undefined => {
  const emails = answers.extra.emails;
  return Array.isArray(emails) ? emails.find((entry: Json) => readPath(entry, "primary") === true) : undefined;
};

function api(server: string): string {
  if (server === "https://github.com") return "https://api.github.com";
  const [, enterprise] = /^https:\/\/([a-z0-9-]+\.ghe\.com)$/.exec(server) ?? [];
  return enterprise === undefined ? `${server}/api/v3` : `https://api.${enterprise}`;
}

export const github = oauth2({
  id: "github",
  name: "GitHub",
  register: "https://github.com/settings/applications/new",
  docs: "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps",
  known: { sources: 9, date: "2026-11-20" },
  settings: {
    githubUrl: {
      label: "Server",
      help: "The address of your GitHub Enterprise, if you have one.",
      type: "url",
      default: "https://github.com",
      allauth: "GITHUB_URL",
    },
  },
  derived: { api: ({ githubUrl }) => api(githubUrl ?? "") },
  authorize: "{githubUrl}/login/oauth/authorize",
  token: "{githubUrl}/login/oauth/access_token",
  userinfo: "{api}/user",
  extra: { emails: { url: "{api}/user/emails", headers: { accept: "application/vnd.github+json" } } },
  scope: ["read:user", "user:email"],
  pkce: true,
  quirks: {
    authorizeNames: { login_hint: "login" },
    profileHeaders: { accept: "application/vnd.github+json", "user-agent": "Alldoor" },
  },
  emailTrust: "claim",
  claims: {
    sub: "id",
    preferred_username: "login",
    name: ["name", "login"],
    // The public address of the profile says nothing about its proof; the list of addresses does.
    email: (answers) => readPath(primary(answers), "email") ?? readPath(answers.profile, "email"),
    email_verified: (answers) => readPath(primary(answers), "verified"),
    picture: "avatar_url",
  },
  colour: "#24292f",
});
