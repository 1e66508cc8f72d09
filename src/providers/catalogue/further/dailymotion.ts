/** Dailymotion: videos. */
import { oauth2 } from "../../entry.ts";

export const dailymotion = oauth2({
  id: "dailymotion",
  name: "Dailymotion",
  docs: "https://developers.dailymotion.com/",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://www.dailymotion.com/oauth/authorize",
  token: "https://api.dailymotion.com/oauth/token",
  userinfo: "https://api.dailymotion.com/user/me",
  scope: ["email"],
  pkce: false,
  quirks: { profileQuery: { fields: "id,username,screenname,email,avatar_240_url" } },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "screenname", email: "email", picture: "avatar_240_url" },
});
