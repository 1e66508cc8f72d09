/** Outline: a wiki of one's own or as a service. */
import { oauth2 } from "../../entry.ts";

export const outline = oauth2({
  id: "outline",
  name: "Outline",
  docs: "https://www.getoutline.com/developers",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", default: "https://app.getoutline.com" } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/api/auth.info",
  scope: ["read"],
  pkce: true,
  quirks: { profileMethod: "POST", unwrap: "data.user" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "avatarUrl" },
});
