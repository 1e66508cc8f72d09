/** SubscribeStar: memberships for creators. */
import { oauth2 } from "../../entry.ts";

export const subscribestar = oauth2({
  id: "subscribestar",
  name: "SubscribeStar",
  docs: "https://www.subscribestar.com/api",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.subscribestar.com/oauth2/authorize",
  token: "https://www.subscribestar.com/oauth2/token",
  userinfo: "https://www.subscribestar.com/api/graphql/v1",
  scope: ["user.read", "user.email.read"],
  pkce: false,
  quirks: { profileBody: { json: { query: "{ user { id name email avatar_url } }" } }, unwrap: "data.user" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "avatar_url" },
});
