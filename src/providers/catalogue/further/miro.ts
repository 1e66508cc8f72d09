/** Miro: whiteboards. */
import { oauth2 } from "../../entry.ts";

export const miro = oauth2({
  id: "miro",
  name: "Miro",
  register: "https://miro.com/app/settings/user-profile/apps",
  docs: "https://developers.miro.com/docs/getting-started-with-oauth",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://miro.com/oauth/authorize",
  token: "https://api.miro.com/v1/oauth/token",
  userinfo: "https://api.miro.com/v1/users/me",
  scope: ["identity:read"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
