/** Douyin: short videos in China. */
import { oauth2 } from "../../entry.ts";

export const douyin = oauth2({
  id: "douyin",
  name: "Douyin",
  register: "https://developer.open-douyin.com/",
  docs: "https://developer.open-douyin.com/docs",
  note: "`open_id` is the person at this application; another application sees another.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://open.douyin.com/platform/oauth/connect",
  token: "https://open.douyin.com/oauth/access_token",
  userinfo: "https://open.douyin.com/oauth/userinfo/",
  scope: ["user_info"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    authorizeNames: { client_id: "client_key" },
    tokenNames: { client_id: "client_key" },
    tokenOmit: ["redirect_uri"],
    tokenAnswer: {
      access_token: "data.access_token",
      refresh_token: "data.refresh_token",
      expires_in: "data.expires_in",
      scope: "data.scope",
    },
    profileQuery: { open_id: "{token.data.open_id}" },
    errorField: { path: "data.error_code", ok: [0], message: "data.description" },
    unwrap: "data",
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "open_id", name: "nickname", picture: "avatar" },
});
