/** Stocktwits. */
import { oauth2 } from "../entry.ts";

export const stocktwits = oauth2({
  id: "stocktwits",
  name: "Stocktwits",
  register: "https://api.stocktwits.com/developers/apps/new",
  docs: "https://api.stocktwits.com/developers/docs/authentication",
  note: "No new applications have been registered for years. The site's domain must be public, and no e-mail address is shown.",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://api.stocktwits.com/api/2/oauth/authorize",
  token: "https://api.stocktwits.com/api/2/oauth/token",
  userinfo: "https://api.stocktwits.com/api/2/account/verify.json",
  scope: ["read"],
  scopeSeparator: ",",
  pkce: false,
  quirks: { unwrap: "user", tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "name", picture: ["avatar_url_ssl", "avatar_url"] },
});
