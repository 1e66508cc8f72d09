/** Human API: health records. */
import { oauth2 } from "../../entry.ts";

export const humanapi = oauth2({
  id: "humanapi",
  name: "Human API",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://user.humanapi.co/oauth/authorize",
  token: "https://user.humanapi.co/oauth/token",
  userinfo: "https://api.humanapi.co/v1/human/profile",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "userId", email: "email" },
});
