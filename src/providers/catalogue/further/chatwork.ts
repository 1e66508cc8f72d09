/** Chatwork: business chat from Japan. */
import { oauth2 } from "../../entry.ts";

export const chatwork = oauth2({
  id: "chatwork",
  name: "Chatwork",
  docs: "https://developer.chatwork.com/docs/oauth",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.chatwork.com/packages/oauth2/login.php",
  token: "https://oauth.chatwork.com/token",
  userinfo: "https://api.chatwork.com/v2/me",
  scope: ["users.profile.me:read"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "account_id", name: "name", email: "login_mail", picture: "avatar_image_url" },
});
