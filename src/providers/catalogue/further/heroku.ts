/** Heroku: a platform for applications. */
import { oauth2 } from "../../entry.ts";

export const heroku = oauth2({
  id: "heroku",
  name: "Heroku",
  register: "https://dashboard.heroku.com/account/applications",
  docs: "https://devcenter.heroku.com/articles/oauth",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://id.heroku.com/oauth/authorize",
  token: "https://id.heroku.com/oauth/token",
  userinfo: "https://api.heroku.com/account",
  scope: ["identity"],
  pkce: false,
  quirks: { profileHeaders: { accept: "application/vnd.heroku+json; version=3" } },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
