/** NetEase: the 163 accounts. */
import { oauth2 } from "../../entry.ts";

export const netease = oauth2({
  id: "netease",
  name: "NetEase",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://reg.163.com/open/oauth2/authorize.do",
  token: "https://reg.163.com/open/oauth2/token.do",
  userinfo: "https://reg.163.com/open/oauth2/getUserInfo.do",
  scope: [],
  pkce: false,
  quirks: { tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: { sub: "userId", name: "username" },
});
