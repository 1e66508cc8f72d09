/** Mollie: payments. */
import { oauth2 } from "../../entry.ts";

export const mollie = oauth2({
  id: "mollie",
  name: "Mollie",
  register: "https://my.mollie.com/dashboard/developers/applications",
  docs: "https://docs.mollie.com/reference/oauth-api",
  note: "The organization signs in: everybody who may sign in to it is the same person here.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.mollie.com/oauth2/authorize",
  token: "https://api.mollie.com/oauth2/tokens",
  userinfo: "https://api.mollie.com/v2/organizations/me",
  scope: ["organizations.read"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
