/** Clerk: user management as a service. */
import { oauth2 } from "../../entry.ts";

export const clerk = oauth2({
  id: "clerk",
  name: "Clerk",
  register: "https://dashboard.clerk.com/",
  docs: "https://clerk.com/docs/advanced-usage/clerk-idp",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: { label: "Frontend API", help: "For example https://clerk.example.com.", type: "url", required: true },
  },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/oauth/userinfo",
  scope: ["profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "user_id",
    preferred_username: "username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
