/** Kuaishou: short videos in China. */
import { oauth2 } from "../../entry.ts";

export const kwai = oauth2({
  id: "kwai",
  name: "Kuaishou",
  register: "https://open.kuaishou.com/",
  docs: "https://open.kuaishou.com/platform/openApi",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://open.kuaishou.com/oauth2/authorize",
  token: "https://open.kuaishou.com/oauth2/access_token",
  userinfo: "https://open.kuaishou.com/openapi/user_info",
  scope: ["user_info"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    authorizeNames: { client_id: "app_id" },
    tokenNames: { client_id: "app_id", client_secret: "app_secret" },
    tokenOmit: ["redirect_uri"],
    profileQuery: { app_id: "{clientId}" },
    errorField: { path: "result", ok: [1], message: "error_msg" },
    unwrap: "user_info",
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "$token.open_id", name: "name", picture: "head" },
});
