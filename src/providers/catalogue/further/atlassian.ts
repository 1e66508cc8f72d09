/** Atlassian: Atlassian accounts: Jira, Confluence, Trello. */
import { oauth2 } from "../../entry.ts";

export const atlassian = oauth2({
  id: "atlassian",
  name: "Atlassian",
  register: "https://developer.atlassian.com/console/myapps/",
  docs: "https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/",
  known: { sources: 7, date: "2026-11-20" },
  authorize: "https://auth.atlassian.com/authorize",
  token: "https://auth.atlassian.com/oauth/token",
  userinfo: "https://api.atlassian.com/me",
  scope: ["read:me"],
  authorizeParams: { audience: "api.atlassian.com", prompt: "consent" },
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "account_id",
    preferred_username: "nickname",
    name: "name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
