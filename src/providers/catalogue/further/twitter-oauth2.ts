/** X (Twitter): short posts, by OAuth 2.0. */
import { oauth2 } from "../../entry.ts";

export const twitterOauth2 = oauth2({
  id: "twitter_oauth2",
  name: "X (Twitter)",
  register: "https://developer.x.com/en/portal/dashboard",
  docs: "https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code",
  note: "Twitter is called X since 2023. An e-mail address is shown only to applications that are allowed to ask for it.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://x.com/i/oauth2/authorize",
  token: "https://api.x.com/2/oauth2/token",
  userinfo: "https://api.x.com/2/users/me",
  revoke: "https://api.x.com/2/oauth2/revoke",
  scope: ["users.read", "tweet.read", "users.email"],
  pkce: true,
  tokenAuth: "basic",
  quirks: { profileQuery: { "user.fields": "id,name,username,profile_image_url,confirmed_email" }, unwrap: "data" },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: "name",
    email: "confirmed_email",
    picture: "profile_image_url",
  },
});
