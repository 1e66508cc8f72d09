/** Douban: books, films and music in China. */
import { oauth2 } from "../../entry.ts";

export const douban = oauth2({
  id: "douban",
  name: "Douban",
  status: "closed",
  note: "Closed to new developers since 2019.",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://www.douban.com/service/auth2/auth",
  token: "https://www.douban.com/service/auth2/token",
  userinfo: "https://api.douban.com/v2/user/~me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "name", picture: "large_avatar" },
});
