/** Simkl: films and series seen. */
import { oauth2 } from "../../entry.ts";

export const simkl = oauth2({
  id: "simkl",
  name: "Simkl",
  register: "https://simkl.com/settings/developer/",
  docs: "https://simkl.docs.apiary.io/",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://simkl.com/oauth/authorize",
  token: "https://api.simkl.com/oauth/token",
  userinfo: "https://api.simkl.com/users/settings",
  scope: [],
  pkce: false,
  quirks: { tokenBody: "json", profileMethod: "POST", profileHeaders: { "simkl-api-key": "{clientId}" } },
  emailTrust: "never",
  claims: { sub: "account.id", name: "user.name", picture: "user.avatar" },
});
