/** Sentry: errors of programs. */
import { oauth2 } from "../../entry.ts";

export const sentry = oauth2({
  id: "sentry",
  name: "Sentry",
  register: "https://sentry.io/settings/account/api/applications/",
  docs: "https://docs.sentry.io/api/auth/",
  note: "The person is a part of the token answer.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://sentry.io/oauth/authorize/",
  token: "https://sentry.io/oauth/token/",
  scope: ["org:read"],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
