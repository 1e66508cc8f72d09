/** Coinbase: a crypto exchange. */
import { oauth2 } from "../../entry.ts";

export const coinbase = oauth2({
  id: "coinbase",
  name: "Coinbase",
  docs: "https://docs.cdp.coinbase.com/coinbase-app/oauth2-integration/overview",
  status: "moved",
  note: "Sign-in moved to login.coinbase.com in 2024.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://login.coinbase.com/oauth2/auth",
  token: "https://login.coinbase.com/oauth2/token",
  userinfo: "https://api.coinbase.com/v2/user",
  revoke: "https://login.coinbase.com/oauth2/revoke",
  scope: ["wallet:user:read", "wallet:user:email"],
  scopeSeparator: ",",
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "name", email: "email", picture: "avatar_url" },
});
