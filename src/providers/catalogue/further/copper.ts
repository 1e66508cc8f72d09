/** Copper: customer relations. */
import { oauth2 } from "../../entry.ts";

export const copper = oauth2({
  id: "copper",
  name: "Copper",
  register: "https://app.copper.com/",
  docs: "https://developer.copper.com/introduction/oauth.html",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://app.copper.com/oauth/authorize",
  token: "https://app.copper.com/oauth/token",
  userinfo: "https://api.copper.com/developer_api/v1/users/me",
  scope: ["developer/v1/all"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
