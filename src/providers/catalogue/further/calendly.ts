/** Calendly: appointments. */
import { oauth2 } from "../../entry.ts";

export const calendly = oauth2({
  id: "calendly",
  name: "Calendly",
  register: "https://developer.calendly.com/",
  docs: "https://developer.calendly.com/api-docs",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://auth.calendly.com/oauth/authorize",
  token: "https://auth.calendly.com/oauth/token",
  userinfo: "https://api.calendly.com/users/me",
  scope: [],
  pkce: true,
  quirks: { unwrap: "resource" },
  emailTrust: "never",
  claims: { sub: "uri", preferred_username: "slug", name: "name", email: "email", picture: "avatar_url" },
});
