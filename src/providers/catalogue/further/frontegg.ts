/** Frontegg: user management for companies. */
import { oauth2 } from "../../entry.ts";

export const frontegg = oauth2({
  id: "frontegg",
  name: "Frontegg",
  docs: "https://developers.frontegg.com/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: { label: "Domain", help: "For example https://app-example.frontegg.com.", type: "url", required: true },
  },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/identity/resources/users/v2/me",
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: { sub: "id", name: "name", email: "email", email_verified: "verified", picture: "profilePictureUrl" },
});
