/** X, once Twitter, by OAuth 2.0 with PKCE. People keep the ids that they had by OAuth 1.0a. */
import { oauth2 } from "../entry.ts";

export const twitter = oauth2({
  id: "twitter",
  name: "X (Twitter)",
  register: "https://developer.x.com/en/portal/dashboard",
  docs: "https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code",
  status: "renamed",
  note: "Twitter has been called X since July 2023. On one's own machine the callback is 127.0.0.1, not localhost.",
  known: { sources: 9, date: "2026-11-20" },
  authorize: "https://x.com/i/oauth2/authorize",
  token: "https://api.x.com/2/oauth2/token",
  userinfo: "https://api.x.com/2/users/me",
  revoke: "https://api.x.com/2/oauth2/revoke",
  scope: ["tweet.read", "users.read", "users.email", "offline.access"],
  pkce: true,
  tokenAuth: "basic",
  quirks: { unwrap: "data", profileQuery: { "user.fields": "id,name,username,profile_image_url,confirmed_email" } },
  // The field is called confirmed_email, and holds no other.
  emailTrust: "always",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: "name",
    email: "confirmed_email",
    picture: "profile_image_url",
  },
  colour: "#000000",
});
