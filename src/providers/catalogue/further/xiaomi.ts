/** Xiaomi: Mi accounts. */
import { oauth2 } from "../../entry.ts";

export const xiaomi = oauth2({
  id: "xiaomi",
  name: "Xiaomi",
  register: "https://dev.mi.com/",
  docs: "https://dev.mi.com/console/doc/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://account.xiaomi.com/oauth2/authorize",
  token: "https://account.xiaomi.com/oauth2/token",
  userinfo: "https://open.account.xiaomi.com/user/profile",
  scope: ["1"],
  pkce: false,
  quirks: {
    tokenAnswerPrefix: "&&&START&&&",
    profileQuery: { clientId: "{clientId}" },
    errorField: { path: "result", ok: ["ok"], message: "description" },
    unwrap: "data",
    tokenPlacement: { query: "token" },
  },
  emailTrust: "never",
  claims: { sub: "unionId", name: "miliaoNick", picture: "miliaoIcon" },
});
