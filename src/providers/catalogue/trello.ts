/** Trello, by OAuth 1.0a. The profile call is not signed: it carries key and token. */
import { oauth1 } from "../entry.ts";
import { readPath } from "../path.ts";

export const trello = oauth1({
  id: "trello",
  name: "Trello",
  register: "https://trello.com/power-ups/admin",
  docs: "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/",
  note: "The key is the client id. The scope account is needed for the address.",
  known: { sources: 4, date: "2026-11-20" },
  settings: {
    appName: { label: "Application's name", help: "Shown to people at Trello.", type: "text", default: "Alldoor" },
  },
  requestToken: "https://trello.com/1/OAuthGetRequestToken",
  authorize: "https://trello.com/1/OAuthAuthorizeToken",
  token: "https://trello.com/1/OAuthGetAccessToken",
  userinfo: "https://api.trello.com/1/members/me",
  profileAuth: "unsigned",
  scopeIn: "authorize",
  scope: ["read", "account"],
  scopeSeparator: ",",
  authorizeParams: { type: "web_server", name: "{appName}", expiration: "never" },
  pkce: false,
  quirks: { tokenPlacement: "none", profileQuery: { key: "{clientId}", token: "{accessToken}" } },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: "fullName",
    email: "email",
    picture: ({ profile }) => {
      const base = readPath(profile, "avatarUrl");
      return typeof base === "string" ? `${base}/170.png` : undefined;
    },
  },
});
