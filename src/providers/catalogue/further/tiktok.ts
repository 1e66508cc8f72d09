/** TikTok: short videos. */
import { oauth2 } from "../../entry.ts";

export const tiktok = oauth2({
  id: "tiktok",
  name: "TikTok",
  register: "https://developers.tiktok.com/apps/",
  docs: "https://developers.tiktok.com/doc/login-kit-web",
  note: "`open_id` is the person at this application; `union_id` is one at all of a developer's applications.",
  known: { sources: 7, date: "2026-11-20" },
  authorize: "https://www.tiktok.com/v2/auth/authorize/",
  token: "https://open.tiktokapis.com/v2/oauth/token/",
  userinfo: "https://open.tiktokapis.com/v2/user/info/",
  revoke: "https://open.tiktokapis.com/v2/oauth/revoke/",
  scope: ["user.info.basic", "user.info.profile"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    authorizeNames: { client_id: "client_key" },
    tokenNames: { client_id: "client_key" },
    profileQuery: { fields: "open_id,union_id,avatar_url,display_name,username" },
    errorField: { path: "error.code", ok: ["ok"], message: "error.message" },
    unwrap: "data.user",
  },
  emailTrust: "never",
  claims: { sub: "open_id", preferred_username: "username", name: "display_name", picture: "avatar_url" },
});
