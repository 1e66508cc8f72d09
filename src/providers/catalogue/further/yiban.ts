/** Yiban: students in China. */
import { oauth2 } from "../../entry.ts";

export const yiban = oauth2({
  id: "yiban",
  name: "Yiban",
  register: "https://o.yiban.cn/",
  docs: "https://o.yiban.cn/wiki/index.php",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://openapi.yiban.cn/oauth/authorize",
  token: "https://openapi.yiban.cn/oauth/access_token",
  userinfo: "https://openapi.yiban.cn/user/real_me",
  scope: ["snsapi_userinfo"],
  pkce: false,
  quirks: {
    errorField: { path: "status", ok: ["success"], message: "info.msgCN" },
    unwrap: "info",
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "yb_userid", name: "yb_username", picture: "yb_userhead" },
});
