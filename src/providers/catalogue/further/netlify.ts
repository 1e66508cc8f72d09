/** Netlify: hosting of web sites. */
import { oauth2 } from "../../entry.ts";

export const netlify = oauth2({
  id: "netlify",
  name: "Netlify",
  register: "https://app.netlify.com/user/applications/new",
  docs: "https://docs.netlify.com/api/get-started/",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://app.netlify.com/authorize",
  token: "https://api.netlify.com/oauth/token",
  userinfo: "https://api.netlify.com/api/v1/user",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "full_name", email: "email", picture: "avatar_url" },
});
