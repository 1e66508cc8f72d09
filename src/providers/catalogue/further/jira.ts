/** Jira Data Center: issues of a server of one's own. */
import { oauth1 } from "../../entry.ts";

export const jira = oauth1({
  id: "jira",
  name: "Jira Data Center",
  docs: "https://developer.atlassian.com/server/jira/platform/oauth/",
  note: "Jira Data Center, by an application link. The secret is the private key whose public half the link holds.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Server", help: "For example https://jira.example.org.", type: "url", required: true } },
  requestToken: "{url}/plugins/servlet/oauth/request-token",
  authorize: "{url}/plugins/servlet/oauth/authorize",
  token: "{url}/plugins/servlet/oauth/access-token",
  signature: "RSA-SHA1",
  userinfo: "{url}/rest/api/2/myself",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "key",
    preferred_username: "name",
    name: "displayName",
    email: "emailAddress",
    picture: 'avatarUrls["48x48"]',
  },
});
