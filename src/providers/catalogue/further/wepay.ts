/** WePay: payments. */
import { oauth2 } from "../../entry.ts";

export const wepay = oauth2({
  id: "wepay",
  name: "WePay",
  status: "closed",
  note: "Platform retired (Chase).",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://www.wepay.com/v2/oauth2/authorize",
  token: "https://wepayapi.com/v2/oauth2/token",
  userinfo: "https://wepayapi.com/v2/user",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "user_id", name: "user_name", email: "email" },
});
