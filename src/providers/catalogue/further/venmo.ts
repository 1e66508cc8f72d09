/** Venmo: payments. */
import { oauth2 } from "../../entry.ts";

export const venmo = oauth2({
  id: "venmo",
  name: "Venmo",
  status: "closed",
  note: "Public API closed.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://api.venmo.com/v1/oauth/authorize",
  token: "https://api.venmo.com/v1/oauth/access_token",
  userinfo: "https://api.venmo.com/v1/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "data.user" },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: "display_name",
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "profile_picture_url",
  },
});
