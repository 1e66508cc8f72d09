/** Dropbox Sign: electronic signatures, once HelloSign. */
import { oauth2 } from "../../entry.ts";

export const hellosign = oauth2({
  id: "hellosign",
  name: "Dropbox Sign",
  register: "https://app.hellosign.com/home/myAccount#api",
  docs: "https://developers.hellosign.com/docs/guides/oauth/overview/",
  status: "renamed",
  note: "HelloSign is called Dropbox Sign since 2022.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://app.hellosign.com/oauth/authorize",
  token: "https://app.hellosign.com/oauth/token",
  userinfo: "https://api.hellosign.com/v3/account",
  scope: ["basic_account_info"],
  pkce: false,
  quirks: { unwrap: "account" },
  emailTrust: "never",
  claims: { sub: "account_id", email: "email_address" },
});
