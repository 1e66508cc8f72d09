/** AWeber: newsletters. */
import { oauth2 } from "../../entry.ts";

export const aweber = oauth2({
  id: "aweber",
  name: "AWeber",
  register: "https://labs.aweber.com/apps",
  docs: "https://api.aweber.com/",
  status: "moved",
  note: "OAuth 1.0 gave way to OAuth 2.0. An account is a company's, not a person's.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://auth.aweber.com/oauth2/authorize",
  token: "https://auth.aweber.com/oauth2/token",
  userinfo: "https://api.aweber.com/1.0/accounts",
  scope: ["account.read"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "entries[0].id" },
});
