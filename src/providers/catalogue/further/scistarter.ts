/** SciStarter: citizen science. */
import { oauth2 } from "../../entry.ts";

export const scistarter = oauth2({
  id: "scistarter",
  name: "SciStarter",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://scistarter.org/authorize",
  token: "https://scistarter.org/token",
  userinfo: "https://scistarter.org/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub", preferred_username: "nickname", name: "name", email: "email" },
});
