/** Weixin (WeChat). Its own parameter names, a fragment behind the authorization address, and errors with status 200. */
import { oauth2 } from "../entry.ts";

const base = {
  id: "weixin",
  name: "WeChat (Weixin)",
  register: "https://open.weixin.qq.com/",
  docs: "https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html",
  known: { sources: 9, date: "2026-11-20" },
  token: "https://api.weixin.qq.com/sns/oauth2/access_token",
  userinfo: "https://api.weixin.qq.com/sns/userinfo",
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    authorizeNames: { client_id: "appid" },
    authorizeFragment: "wechat_redirect",
    tokenMethod: "GET",
    tokenNames: { client_id: "appid", client_secret: "secret" },
    tokenOmit: ["redirect_uri"],
    profileQuery: { openid: "{token.openid}" },
    tokenPlacement: { query: "access_token" },
    errorField: { path: "errcode", ok: [0], message: "errmsg" },
  },
  emailTrust: "never",
  claims: { sub: ["unionid", "openid"], name: "nickname", picture: "headimgurl" },
  colour: "#07c160",
} as const;

export const weixin = oauth2({
  ...base,
  note:
    "By QR code; the variant official is for official accounts (the AUTHORIZE_URL that ends in oauth2/authorize). " +
    "openid is one per application, unionid is shared by the applications of one account.",
  authorize: "https://open.weixin.qq.com/connect/qrconnect",
  scope: ["snsapi_login"],
  variants: {
    official: oauth2({
      ...base,
      authorize: "https://open.weixin.qq.com/connect/oauth2/authorize",
      scope: ["snsapi_userinfo"],
    }),
  },
});
