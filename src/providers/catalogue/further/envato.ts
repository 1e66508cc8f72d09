/** Envato: a market of designs. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const envato = oauth2({
  id: "envato",
  name: "Envato",
  register: "https://build.envato.com/create-token/",
  docs: "https://build.envato.com/api/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.envato.com/authorization",
  token: "https://api.envato.com/token",
  userinfo: "https://api.envato.com/whoami",
  extra: {
    account: { url: "https://api.envato.com/v1/market/private/user/account.json" },
    email: { url: "https://api.envato.com/v1/market/private/user/email.json" },
    username: { url: "https://api.envato.com/v1/market/private/user/username.json" },
  },
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "userId",
    preferred_username: "$extra.username.username",
    name: joined("$extra.account.account.firstname", "$extra.account.account.surname"),
    given_name: "$extra.account.account.firstname",
    family_name: "$extra.account.account.surname",
    email: "$extra.email.email",
    picture: "$extra.account.account.image",
  },
});
