/** Dribbble: designers and their work. */
import { oauth2 } from "../../entry.ts";

export const dribbble = oauth2({
  id: "dribbble",
  name: "Dribbble",
  register: "https://dribbble.com/account/applications/new",
  docs: "https://developer.dribbble.com/v2/oauth/",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://dribbble.com/oauth/authorize",
  token: "https://dribbble.com/oauth/token",
  userinfo: "https://api.dribbble.com/v2/user",
  scope: ["public"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "login", name: "name", email: "email", picture: "avatar_url" },
});
