/** ClickUp: project management. */
import { oauth2 } from "../../entry.ts";

export const clickUp = oauth2({
  id: "click-up",
  name: "ClickUp",
  docs: "https://developer.clickup.com/docs/authentication",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://app.clickup.com/api",
  token: "https://api.clickup.com/api/v2/oauth/token",
  userinfo: "https://api.clickup.com/api/v2/user",
  scope: [],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", name: "username", email: "email", picture: "profilePicture" },
});
