/** Baidu. A failed call says so in `error_code`. */
import { oauth2 } from "../entry.ts";
import { addressWith } from "./claim-sources.ts";

export const baidu = oauth2({
  id: "baidu",
  name: "Baidu",
  register: "https://developer.baidu.com/console",
  docs: "https://openauth.baidu.com/doc/doc.html",
  note: "There is no e-mail address, and the user name is shortened with asterisks.",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://openapi.baidu.com/oauth/2.0/authorize",
  token: "https://openapi.baidu.com/oauth/2.0/token",
  userinfo: "https://openapi.baidu.com/rest/2.0/passport/users/getInfo",
  scope: [],
  pkce: false,
  quirks: {
    tokenPlacement: { query: "access_token" },
    errorField: { path: "error_code", ok: [], message: "error_msg" },
  },
  emailTrust: "never",
  claims: {
    sub: "openid",
    preferred_username: "username",
    picture: addressWith("https://himg.bdimg.com/sys/portrait/item/{}", "portrait"),
  },
});
