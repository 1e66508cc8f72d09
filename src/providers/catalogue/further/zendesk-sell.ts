/** Zendesk Sell: sales, once Base. */
import { oauth2 } from "../../entry.ts";

export const zendeskSell = oauth2({
  id: "zendesk_sell",
  name: "Zendesk Sell",
  docs: "https://developer.zendesk.com/documentation/custom-data/",
  status: "renamed",
  note: "Base is called Zendesk Sell since 2018.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.getbase.com/oauth2/authorize",
  token: "https://api.getbase.com/oauth2/token",
  userinfo: "https://api.getbase.com/v2/users/self",
  scope: ["profile"],
  pkce: false,
  tokenAuth: "basic",
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
