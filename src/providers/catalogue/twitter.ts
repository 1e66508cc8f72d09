/** X, once Twitter, by OAuth 2.0 with PKCE, or by OAuth 1.0a as a variant. A person has the same id both ways. */
import { oauth1, oauth2 } from "../entry.ts";
import { readPath } from "../path.ts";

export const twitter = oauth2({
  id: "twitter",
  name: "X (Twitter)",
  register: "https://developer.x.com/en/portal/dashboard",
  docs: "https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code",
  status: "renamed",
  note: "Twitter has been called X since July 2023. On one's own machine the callback is 127.0.0.1, not localhost.",
  known: { sources: 6, date: "2026-11-20" },
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
  variants: {
    oauth1: oauth1({
      id: "twitter",
      name: "X (Twitter)",
      known: { sources: 6, date: "2026-11-20" },
      requestToken: "https://api.x.com/oauth/request_token",
      authorize: "https://api.x.com/oauth/authenticate",
      actionAuthorize: { reauthenticate: "https://api.x.com/oauth/authorize" },
      token: "https://api.x.com/oauth/access_token",
      userinfo: "https://api.x.com/1.1/account/verify_credentials.json",
      scope: [],
      pkce: false,
      quirks: { profileQuery: { include_email: "true" } },
      emailTrust: "never",
      claims: {
        // The number in `id` is larger than a parser keeps.
        sub: "id_str",
        // The ids of both ways are one series.
        issuer: () => "https://x.com",
        preferred_username: "screen_name",
        name: "name",
        email: "email",
        picture: ({ profile }) => {
          const picture = readPath(profile, "profile_image_url_https");
          return typeof picture === "string" ? picture.replace("_normal", "") : undefined;
        },
      },
    }),
  },
});
