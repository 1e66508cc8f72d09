/** Etsy: a market of handmade things. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const etsy = oauth2({
  id: "etsy",
  name: "Etsy",
  register: "https://www.etsy.com/developers/register",
  docs: "https://developers.etsy.com/documentation/essentials/authentication",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.etsy.com/oauth/connect",
  token: "https://openapi.etsy.com/v3/public/oauth/token",
  userinfo: "https://openapi.etsy.com/v3/application/users/me",
  extra: {
    user: {
      url: "https://openapi.etsy.com/v3/application/users/{profile.user_id}",
      headers: { "x-api-key": "{clientId}" },
    },
  },
  scope: ["email_r"],
  pkce: true,
  quirks: { profileHeaders: { "x-api-key": "{clientId}" } },
  emailTrust: "never",
  claims: {
    sub: "user_id",
    name: joined("$extra.user.first_name", "$extra.user.last_name"),
    given_name: "$extra.user.first_name",
    family_name: "$extra.user.last_name",
    email: "$extra.user.primary_email",
    picture: "$extra.user.image_url_75x75",
  },
});
