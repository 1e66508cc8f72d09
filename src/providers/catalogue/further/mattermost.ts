/** Mattermost: team chat of one's own. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const mattermost = oauth2({
  id: "mattermost",
  name: "Mattermost",
  docs: "https://developers.mattermost.com/integrate/apps/authentication/oauth2/",
  known: { sources: 2, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/access_token",
  userinfo: "{url}/api/v4/users/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
