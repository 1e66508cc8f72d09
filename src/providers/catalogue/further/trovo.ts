/** Trovo: live video. */
import { oauth2 } from "../../entry.ts";

export const trovo = oauth2({
  id: "trovo",
  name: "Trovo",
  register: "https://developer.trovo.live/",
  docs: "https://developer.trovo.live/docs/APIs.html",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://open.trovo.live/page/login.html",
  token: "https://open-api.trovo.live/openplatform/exchangetoken",
  userinfo: "https://open-api.trovo.live/openplatform/getuserinfo",
  scope: ["user_details_self"],
  pkce: false,
  quirks: {
    tokenBody: "json",
    tokenHeaders: { "client-id": "{clientId}" },
    profileHeaders: { "client-id": "{clientId}" },
    tokenPlacement: { header: "authorization", scheme: "OAuth" },
  },
  emailTrust: "never",
  claims: { sub: "userId", preferred_username: "userName", name: "nickName", email: "email", picture: "profilePic" },
});
