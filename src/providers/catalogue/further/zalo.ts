/** Zalo: the messenger of Vietnam. */
import { oauth2 } from "../../entry.ts";

export const zalo = oauth2({
  id: "zalo",
  name: "Zalo",
  register: "https://developers.zalo.me/",
  docs: "https://developers.zalo.me/docs/social-api",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://oauth.zaloapp.com/v4/permission",
  token: "https://oauth.zaloapp.com/v4/access_token",
  userinfo: "https://graph.zalo.me/v2.0/me",
  scope: [],
  pkce: true,
  quirks: {
    authorizeNames: { client_id: "app_id" },
    tokenNames: { client_id: "app_id" },
    tokenOmit: ["client_secret", "redirect_uri"],
    tokenHeaders: { secret_key: "{clientSecret}" },
    profileQuery: { fields: "id,name,picture" },
    errorField: { path: "error", ok: [0], message: "message" },
    tokenPlacement: { header: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "id", name: "name", picture: "picture.data.url" },
});
