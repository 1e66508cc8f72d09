/** Instagram, for professional accounts alone. */
import { oauth2 } from "../entry.ts";

export const instagram = oauth2({
  id: "instagram",
  name: "Instagram",
  register: "https://developers.facebook.com/apps/",
  docs: "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login",
  status: "moved",
  note: "The first API closed on 29 June 2020, Basic Display on 4 December 2024; personal accounts can't sign in any more.",
  known: { sources: 8, date: "2026-11-20" },
  authorize: "https://www.instagram.com/oauth/authorize",
  token: "https://api.instagram.com/oauth/access_token",
  userinfo: "https://graph.instagram.com/me",
  scope: ["instagram_business_basic"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    profileQuery: { fields: "user_id,username,name,profile_picture_url" },
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: { sub: "user_id", preferred_username: "username", name: "name", picture: "profile_picture_url" },
  variants: {
    basic: oauth2({
      id: "instagram",
      name: "Instagram",
      docs: "https://developers.facebook.com/docs/instagram-basic-display-api",
      known: { sources: 8, date: "2026-11-20" },
      authorize: "https://api.instagram.com/oauth/authorize",
      token: "https://api.instagram.com/oauth/access_token",
      userinfo: "https://graph.instagram.com/me",
      scope: ["basic"],
      scopeSeparator: ",",
      pkce: false,
      quirks: { profileQuery: { fields: "id,username" }, tokenPlacement: { query: "access_token" } },
      emailTrust: "never",
      claims: { sub: "id", preferred_username: "username" },
    }),
  },
});
