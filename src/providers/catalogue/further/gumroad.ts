/** Gumroad: a shop for creators. */
import { oauth2 } from "../../entry.ts";
import { lastSegment } from "../claim-sources.ts";

export const gumroad = oauth2({
  id: "gumroad",
  name: "Gumroad",
  register: "https://gumroad.com/settings/advanced",
  docs: "https://gumroad.com/api",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://gumroad.com/oauth/authorize",
  token: "https://gumroad.com/oauth/token",
  userinfo: "https://api.gumroad.com/v2/user",
  scope: ["view_profile"],
  pkce: false,
  quirks: { unwrap: "user", tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: { sub: "user_id", preferred_username: lastSegment("url"), name: "name", email: "email" },
});
