/** Meetup: groups of people who meet. */
import { oauth2 } from "../../entry.ts";

export const meetup = oauth2({
  id: "meetup",
  name: "Meetup",
  register: "https://www.meetup.com/api/oauth/list/",
  docs: "https://www.meetup.com/graphql/authentication/",
  status: "moved",
  note: "The REST API was retired in 2025; the profile comes by GraphQL. Registration needs Meetup Pro.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://secure.meetup.com/oauth2/authorize",
  token: "https://secure.meetup.com/oauth2/access",
  userinfo: "https://api.meetup.com/gql-ext",
  scope: [],
  pkce: false,
  quirks: { profileBody: { json: { query: "query { self { id name email } }" } }, unwrap: "data.self" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
