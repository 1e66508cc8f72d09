/** TIDAL: music. */
import { oauth2 } from "../../entry.ts";

export const tidal = oauth2({
  id: "tidal",
  name: "TIDAL",
  register: "https://developer.tidal.com/dashboard",
  docs: "https://developer.tidal.com/documentation/api-sdk/api-sdk-authorization",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://login.tidal.com/authorize",
  token: "https://auth.tidal.com/v1/oauth2/token",
  userinfo: "https://openapi.tidal.com/v2/users/me",
  scope: ["user.read"],
  pkce: true,
  quirks: { profileHeaders: { accept: "application/vnd.api+json" }, unwrap: "data" },
  emailTrust: "claim",
  claims: {
    sub: "id",
    preferred_username: "attributes.username",
    name: "attributes.username",
    email: "attributes.email",
    email_verified: "attributes.emailVerified",
  },
});
