/** Rocket.Chat: team chat of one's own. */
import { oauth2 } from "../../entry.ts";

export const rocketChat = oauth2({
  id: "rocket_chat",
  name: "Rocket.Chat",
  docs: "https://docs.rocket.chat/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/oauth/userinfo",
  scope: [],
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
