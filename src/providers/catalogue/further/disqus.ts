/** Disqus: comments on web pages. */
import { oauth2 } from "../../entry.ts";

export const disqus = oauth2({
  id: "disqus",
  name: "Disqus",
  register: "https://disqus.com/api/applications/",
  docs: "https://disqus.com/api/docs/auth/",
  note: "Key and secret are part of the profile's address, as the provider wants it.",
  known: { sources: 5, date: "2026-11-20" },
  authorize: "https://disqus.com/api/oauth/2.0/authorize/",
  token: "https://disqus.com/api/oauth/2.0/access_token/",
  userinfo: "https://disqus.com/api/3.0/users/details.json",
  scope: ["read", "email"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    profileQuery: { api_key: "{clientId}", api_secret: "{clientSecret}" },
    errorField: { path: "code", ok: [0], message: "response" },
    unwrap: "response",
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "name", email: "email", picture: "avatar.permalink" },
});
