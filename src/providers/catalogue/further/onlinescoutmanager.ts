/** Online Scout Manager: scout groups in the United Kingdom. */
import { oauth2 } from "../../entry.ts";

export const onlinescoutmanager = oauth2({
  id: "onlinescoutmanager",
  name: "Online Scout Manager",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.onlinescoutmanager.co.uk/oauth/authorize",
  token: "https://www.onlinescoutmanager.co.uk/oauth/token",
  userinfo: "https://www.onlinescoutmanager.co.uk/oauth/resource",
  scope: ["section:badge:read", "section:event:read", "section:programme:read"],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "user_id", name: "full_name", email: "email", picture: "profile_picture_url" },
});
