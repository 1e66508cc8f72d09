/** Bitly: short links. */
import { oauth2 } from "../../entry.ts";
import { marked } from "../claim-sources.ts";

export const bitly = oauth2({
  id: "bitly",
  name: "Bitly",
  register: "https://app.bitly.com/settings/api/oauth",
  docs: "https://dev.bitly.com/docs/getting-started/authentication/",
  status: "moved",
  note: "Version 3 of the API is gone; version 4 has another profile address.",
  known: { sources: 5, date: "2026-11-20" },
  authorize: "https://bitly.com/oauth/authorize",
  token: "https://api-ssl.bitly.com/oauth/access_token",
  userinfo: "https://api-ssl.bitly.com/v4/user",
  scope: [],
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "login",
    preferred_username: "login",
    name: "name",
    email: marked("emails", "is_primary", "email"),
    email_verified: marked("emails", "is_primary", "is_verified"),
  },
});
