/** Mercado Pago: payments in Latin America. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const mercadopago = oauth2({
  id: "mercadopago",
  name: "Mercado Pago",
  register: "https://www.mercadopago.com/developers/panel/app",
  docs: "https://www.mercadopago.com/developers/en/docs/security/oauth",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://auth.mercadopago.com/authorization",
  token: "https://api.mercadopago.com/oauth/token",
  userinfo: "https://api.mercadopago.com/users/me",
  scope: ["read"],
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
