/** Weibo. The token answer names the person, and the call for the profile repeats it. */
import { oauth2 } from "../entry.ts";

export const weibo = oauth2({
  id: "weibo",
  name: "Weibo",
  register: "https://open.weibo.com/apps",
  docs: "https://open.weibo.com/wiki/Connect/login",
  note: "The callback address may not have a port. Addresses need a permission of their own.",
  known: { sources: 5, date: "2026-11-20" },
  authorize: "https://api.weibo.com/oauth2/authorize",
  token: "https://api.weibo.com/oauth2/access_token",
  userinfo: "https://api.weibo.com/2/users/show.json",
  scope: [],
  pkce: false,
  quirks: {
    profileQuery: { uid: "{token.uid}" },
    tokenPlacement: { query: "access_token" },
    errorField: { path: "error_code", ok: [], message: "error" },
  },
  emailTrust: "never",
  claims: { sub: "idstr", preferred_username: "screen_name", name: ["name", "screen_name"], picture: "avatar_large" },
  colour: "#df2029",
});
