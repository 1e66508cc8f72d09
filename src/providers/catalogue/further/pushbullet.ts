/** Pushbullet: messages between one's devices. */
import { oauth2 } from "../../entry.ts";

export const pushbullet = oauth2({
  id: "pushbullet",
  name: "Pushbullet",
  register: "https://www.pushbullet.com/create-client",
  docs: "https://docs.pushbullet.com/",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://www.pushbullet.com/authorize",
  token: "https://api.pushbullet.com/oauth2/token",
  userinfo: "https://api.pushbullet.com/v2/users/me",
  scope: [],
  pkce: false,
  quirks: { tokenBody: "json" },
  emailTrust: "never",
  claims: { sub: "iden", name: "name", email: ["email", "email_normalized"], picture: "image_url" },
});
