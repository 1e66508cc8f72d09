/** Mercado Libre: a market in Latin America. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const mercadolibre = oauth2({
  id: "mercadolibre",
  name: "Mercado Libre",
  register: "https://developers.mercadolibre.com/",
  docs: "https://developers.mercadolibre.com.ar/en_us/authentication-and-authorization",
  known: { sources: 2, date: "2026-11-20" },
  settings: {
    host: {
      label: "Country's host",
      help: "For example auth.mercadolibre.com.ar or auth.mercadolivre.com.br.",
      type: "host",
      default: "auth.mercadolibre.com",
    },
  },
  authorize: "https://{host}/authorization",
  token: "https://api.mercadolibre.com/oauth/token",
  userinfo: "https://api.mercadolibre.com/users/me",
  scope: ["offline_access", "read"],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "nickname",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "thumbnail.picture_url",
  },
});
