/** PagerDuty: people on call. */
import { oauth2 } from "../../entry.ts";

export const pagerduty = oauth2({
  id: "pagerduty",
  name: "PagerDuty",
  register: "https://developer.pagerduty.com/docs/register-an-app",
  docs: "https://developer.pagerduty.com/docs/oauth-functionality",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://identity.pagerduty.com/oauth/authorize",
  token: "https://identity.pagerduty.com/oauth/token",
  userinfo: "https://api.pagerduty.com/users/me",
  scope: ["openid", "users.read"],
  pkce: true,
  quirks: { profileHeaders: { accept: "application/vnd.pagerduty+json;version=2" }, unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "avatar_url" },
});
