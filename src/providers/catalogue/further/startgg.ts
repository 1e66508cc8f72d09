/** start.gg: tournaments of players. */
import { oauth2 } from "../../entry.ts";

export const startgg = oauth2({
  id: "startgg",
  name: "start.gg",
  register: "https://start.gg/admin/profile/developer",
  docs: "https://developer.start.gg/docs/oauth/oauth-overview",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://start.gg/oauth/authorize",
  token: "https://api.start.gg/oauth/access_token",
  userinfo: "https://api.start.gg/gql/alpha",
  scope: ["user.identity", "user.email"],
  pkce: false,
  quirks: {
    tokenParams: { scope: "user.identity user.email" },
    profileBody: { json: { query: "query { currentUser { id slug name email player { gamerTag } images { url } } }" } },
    unwrap: "data.currentUser",
  },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "player.gamerTag", name: "name", email: "email", picture: "images[0].url" },
});
