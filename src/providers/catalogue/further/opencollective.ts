/** Open Collective: money of open communities. */
import { oauth2 } from "../../entry.ts";

export const opencollective = oauth2({
  id: "opencollective",
  name: "Open Collective",
  register: "https://opencollective.com/applications",
  docs: "https://docs.opencollective.com/help/contributing/development/api/oauth",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://opencollective.com/oauth/authorize",
  token: "https://opencollective.com/oauth/token",
  userinfo: "https://api.opencollective.com/graphql/v2",
  scope: ["email"],
  scopeSeparator: ",",
  pkce: false,
  quirks: { profileBody: { json: { query: "query { me { id slug name email imageUrl } }" } }, unwrap: "data.me" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "slug", name: "name", email: "email", picture: "imageUrl" },
});
