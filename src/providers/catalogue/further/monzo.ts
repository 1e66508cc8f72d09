/** Monzo: a bank in the United Kingdom. */
import { oauth2 } from "../../entry.ts";

export const monzo = oauth2({
  id: "monzo",
  name: "Monzo",
  register: "https://developers.monzo.com/",
  docs: "https://docs.monzo.com/",
  note: "A name is not told; the token can do nothing before the person approves it in the bank's app.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://auth.monzo.com/",
  token: "https://api.monzo.com/oauth2/token",
  userinfo: "https://api.monzo.com/ping/whoami",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "user_id" },
});
