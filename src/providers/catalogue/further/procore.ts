/** Procore: construction. */
import { oauth2 } from "../../entry.ts";

export const procore = oauth2({
  id: "procore",
  name: "Procore",
  register: "https://developers.procore.com/",
  docs: "https://developers.procore.com/documentation/oauth-introduction",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://login.procore.com/oauth/authorize",
  token: "https://login.procore.com/oauth/token",
  userinfo: "https://api.procore.com/rest/v1.0/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "login" },
});
