/** Wave: bookkeeping. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const wave = oauth2({
  id: "wave",
  name: "Wave",
  register: "https://developer.waveapps.com/",
  docs: "https://developer.waveapps.com/hc/en-us/articles/360019493652-OAuth-Guide",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.waveapps.com/oauth2/authorize",
  token: "https://api.waveapps.com/oauth2/token/",
  userinfo: "https://gql.waveapps.com/graphql/public",
  scope: ["user:read"],
  pkce: false,
  quirks: {
    profileBody: { json: { query: "query { user { id defaultEmail firstName lastName } }" } },
    unwrap: "data.user",
  },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("firstName", "lastName"),
    given_name: "firstName",
    family_name: "lastName",
    email: "defaultEmail",
  },
});
