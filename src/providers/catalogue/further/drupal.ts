/** Drupal: a site with the Simple OAuth module. */
import { oauth2 } from "../../entry.ts";

export const drupal = oauth2({
  id: "drupal",
  name: "Drupal",
  docs: "https://www.drupal.org/project/simple_oauth",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Site", type: "url", required: true } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/oauth/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
  },
});
