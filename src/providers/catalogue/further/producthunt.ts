/** Product Hunt: new products. */
import { oauth2 } from "../../entry.ts";

export const producthunt = oauth2({
  id: "producthunt",
  name: "Product Hunt",
  register: "https://www.producthunt.com/v2/oauth/applications",
  docs: "https://api.producthunt.com/v2/docs/oauth_user_authentication/oauth_authorize_ask_for_access_grant_code_on_behalf_of_the_user",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.producthunt.com/v2/oauth/authorize",
  token: "https://api.producthunt.com/v2/oauth/token",
  userinfo: "https://api.producthunt.com/v2/api/graphql",
  scope: ["public", "private"],
  pkce: false,
  quirks: {
    profileBody: { json: { query: "query { viewer { user { id username name profileImage } } }" } },
    unwrap: "data.viewer.user",
  },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "name", picture: "profileImage" },
});
