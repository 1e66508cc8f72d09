/** WordPress.com: blogs. */
import { oauth2 } from "../../entry.ts";

export const wordpress = oauth2({
  id: "wordpress",
  name: "WordPress.com",
  register: "https://developer.wordpress.com/apps/",
  docs: "https://developer.wordpress.com/docs/oauth2/",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://public-api.wordpress.com/oauth2/authorize",
  token: "https://public-api.wordpress.com/oauth2/token",
  userinfo: "https://public-api.wordpress.com/rest/v1.1/me",
  scope: ["auth"],
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "ID",
    preferred_username: "username",
    name: "display_name",
    email: "email",
    email_verified: "email_verified",
    picture: "avatar_URL",
  },
});
