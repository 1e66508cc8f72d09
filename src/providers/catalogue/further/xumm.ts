/** Xaman: a wallet of the XRP Ledger, once Xumm. */
import { oauth2 } from "../../entry.ts";

export const xumm = oauth2({
  id: "xumm",
  name: "Xaman",
  register: "https://apps.xumm.dev/",
  docs: "https://docs.xaman.dev/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://oauth2.xumm.app/auth",
  token: "https://oauth2.xumm.app/token",
  userinfo: "https://oauth2.xumm.app/userinfo",
  scope: ["openid"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", email: "email", picture: "picture" },
});
