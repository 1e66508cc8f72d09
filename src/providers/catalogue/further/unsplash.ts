/** Unsplash: photographs. */
import { oauth2 } from "../../entry.ts";

export const unsplash = oauth2({
  id: "unsplash",
  name: "Unsplash",
  register: "https://unsplash.com/oauth/applications",
  docs: "https://unsplash.com/documentation/user-authentication-workflow",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://unsplash.com/oauth/authorize",
  token: "https://unsplash.com/oauth/token",
  userinfo: "https://api.unsplash.com/me",
  scope: ["public"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: "name",
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "profile_image.medium",
  },
});
