/** Binance: a crypto exchange. */
import { oauth2 } from "../../entry.ts";

export const binance = oauth2({
  id: "binance",
  name: "Binance",
  docs: "https://developers.binance.com/docs/login",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://accounts.binance.com/en/oauth/authorize",
  token: "https://accounts.binance.com/oauth/token",
  userinfo: "https://accounts.binance.com/oauth-api/user-info",
  scope: ["user:email"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    errorField: { path: "code", ok: ["000000"], message: "message" },
    unwrap: "data",
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "userId", email: "email" },
});
