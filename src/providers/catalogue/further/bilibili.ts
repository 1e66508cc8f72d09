/** Bilibili: videos, the largest such site in China. */
import { oauth2 } from "../../entry.ts";

export const bilibili = oauth2({
  id: "bilibili",
  name: "Bilibili",
  register: "https://openhome.bilibili.com/",
  docs: "https://openhome.bilibili.com/doc",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://passport.bilibili.com/register/pc_oauth2.html",
  token: "https://api.bilibili.com/x/account-oauth2/v1/token",
  userinfo: "https://member.bilibili.com/arcopen/fn/user/account/info",
  scope: [],
  pkce: false,
  quirks: {
    authorizeNames: { redirect_uri: "gourl" },
    tokenOmit: ["redirect_uri"],
    tokenAnswer: {
      access_token: "data.access_token",
      refresh_token: "data.refresh_token",
      expires_in: "data.expires_in",
    },
    profileQuery: { client_id: "{clientId}" },
    errorField: { path: "code", ok: [0], message: "message" },
    unwrap: "data",
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "openid", name: "name", picture: "face" },
});
