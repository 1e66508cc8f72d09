/** Aha!: product plans. */
import { oauth2 } from "../../entry.ts";

export const aha = oauth2({
  id: "aha",
  name: "Aha!",
  docs: "https://www.aha.io/api/oauth2",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    subdomain: {
      label: "Account",
      help: "The name before .aha.io.",
      type: "text",
      pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
      required: true,
    },
  },
  authorize: "https://{subdomain}.aha.io/oauth/authorize",
  token: "https://{subdomain}.aha.io/oauth/token",
  userinfo: "https://{subdomain}.aha.io/api/v1/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
