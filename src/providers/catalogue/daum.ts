/** Daum, as it was before its accounts became Kakao's. */
import { oauth2 } from "../entry.ts";

export const daum = oauth2({
  id: "daum",
  name: "Daum",
  register: "https://developers.daum.net/console",
  status: "closed",
  note: "Daum's accounts and API were merged into Kakao; use Kakao.",
  known: { sources: 1, date: "2026-11-20" },
  callbackPath: "/Daum/login/callback/",
  authorize: "https://apis.daum.net/oauth2/authorize",
  token: "https://apis.daum.net/oauth2/token",
  userinfo: "https://apis.daum.net/user/v1/show.json",
  scope: [],
  pkce: false,
  quirks: { unwrap: "result", tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: { sub: "id", name: "nickname", picture: "bigImagePath" },
});
