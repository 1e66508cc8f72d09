/** QQ: the messenger of Tencent. */
import { oauth2 } from "../../entry.ts";

export const qq = oauth2({
  id: "qq",
  name: "QQ",
  register: "https://connect.qq.com/manage.html",
  docs: "https://wiki.connect.qq.com/",
  note: "`openid` is the person at this application; another application sees another.",
  known: { sources: 7, date: "2026-11-20" },
  authorize: "https://graph.qq.com/oauth2.0/authorize",
  token: "https://graph.qq.com/oauth2.0/token",
  userinfo: "https://graph.qq.com/user/get_user_info",
  extra: {
    me: { url: "https://graph.qq.com/oauth2.0/me", query: { unionid: "1", fmt: "json" }, before: true, required: true },
  },
  scope: ["get_user_info"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    tokenMethod: "GET",
    tokenParams: { fmt: "json" },
    profileQuery: { oauth_consumer_key: "{clientId}", openid: "{extra.me.openid}" },
    errorField: { path: "ret", ok: [0], message: "msg" },
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "$extra.me.openid", name: "nickname", picture: ["figureurl_qq_2", "figureurl_qq_1"] },
});
