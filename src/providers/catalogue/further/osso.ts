/** Osso: a bridge from SAML to OAuth 2.0. */
import { oauth2 } from "../../entry.ts";

export const osso = oauth2({
  id: "osso",
  name: "Osso",
  status: "closed",
  note: "Closed.",
  known: { sources: 2, date: "2026-11-20" },
  settings: { url: { label: "Address", type: "url", required: true } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/oauth/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", email: "email" },
});
