/** SoundCloud, by OAuth 2.1. The token goes out after the word `OAuth`. */
import { oauth2 } from "../entry.ts";

export const soundcloud = oauth2({
  id: "soundcloud",
  name: "SoundCloud",
  register: "https://soundcloud.com/you/apps",
  docs: "https://developers.soundcloud.com/docs/api/guide#authentication",
  status: "moved",
  note: "Since 2024 at secure.soundcloud.com with PKCE; in 2025 people's numbers gave way to their urn. No e-mail address.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://secure.soundcloud.com/authorize",
  token: "https://secure.soundcloud.com/oauth/token",
  userinfo: "https://api.soundcloud.com/me",
  scope: [],
  pkce: true,
  quirks: { tokenPlacement: { header: "authorization", scheme: "OAuth" } },
  emailTrust: "never",
  claims: { sub: "urn", preferred_username: "username", name: ["full_name", "username"], picture: "avatar_url" },
  variants: {
    connect: oauth2({
      id: "soundcloud",
      name: "SoundCloud",
      known: { sources: 6, date: "2026-11-20" },
      authorize: "https://soundcloud.com/connect",
      token: "https://api.soundcloud.com/oauth2/token",
      userinfo: "https://api.soundcloud.com/me.json",
      scope: [],
      pkce: false,
      quirks: { tokenPlacement: { query: "oauth_token" } },
      emailTrust: "never",
      claims: {
        sub: "id",
        preferred_username: "username",
        name: ["full_name", "username"],
        email: "email",
        picture: "avatar_url",
      },
    }),
  },
});
