/**
 * LINE. Its ID Token for web applications is signed with the channel's secret, so LINE itself is asked what it says; the
 * address stands there and nowhere else.
 */
import { oauth2 } from "../entry.ts";

export const line = oauth2({
  id: "line",
  name: "LINE",
  register: "https://developers.line.biz/console/",
  docs: "https://developers.line.biz/en/docs/line-login/integrate-line-login/",
  note: "The permission to read addresses has to be applied for in the console.",
  known: { sources: 9, date: "2026-11-20" },
  authorize: "https://access.line.me/oauth2/v2.1/authorize",
  token: "https://api.line.me/oauth2/v2.1/token",
  userinfo: "https://api.line.me/v2/profile",
  revoke: "https://api.line.me/oauth2/v2.1/revoke",
  extra: {
    idToken: {
      url: "https://api.line.me/oauth2/v2.1/verify",
      method: "POST",
      body: { form: { id_token: "{token.id_token}", client_id: "{clientId}" } },
      tokenPlacement: "none",
    },
  },
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "userId", name: "displayName", email: "$extra.idToken.email", picture: "pictureUrl" },
  colour: "#06c755",
});
