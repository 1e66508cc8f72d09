/** Linear: issues of software teams. */
import { oauth2 } from "../../entry.ts";

export const linear = oauth2({
  id: "linear",
  name: "Linear",
  register: "https://linear.app/settings/api/applications/new",
  docs: "https://linear.app/developers/oauth-2-0-authentication",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://linear.app/oauth/authorize",
  token: "https://api.linear.app/oauth/token",
  userinfo: "https://api.linear.app/graphql",
  scope: ["read"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    profileBody: { json: { query: "query { viewer { id name displayName email avatarUrl } }" } },
    unwrap: "data.viewer",
  },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "displayName", name: "name", email: "email", picture: "avatarUrl" },
});
