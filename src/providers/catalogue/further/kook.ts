/** KOOK: voice chat for players in China. */
import { oauth2 } from "../../entry.ts";

export const kook = oauth2({
  id: "kook",
  name: "KOOK",
  register: "https://developer.kookapp.cn/",
  docs: "https://developer.kookapp.cn/doc/oauth2",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://www.kookapp.cn/app/oauth2/authorize",
  token: "https://www.kookapp.cn/api/oauth2/token",
  userinfo: "https://www.kookapp.cn/api/v3/user/me",
  scope: ["get_user_info"],
  pkce: false,
  quirks: { errorField: { path: "code", ok: [0], message: "message" }, unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "username", picture: "avatar" },
});
