/**
 * Shopify: a shop's own domain for each sign-in, and a callback that carries a hash of itself. The shop signs in, or,
 * with the variant online, the member of its staff. What Shopify opens itself carries such a hash, too.
 */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

const base = {
  id: "shopify",
  name: "Shopify",
  register: "https://partners.shopify.com/",
  docs: "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant",
  known: { sources: 5, date: "2026-11-20" },
  settings: {
    shop: {
      label: "Shop",
      help: "petstore for petstore.myshopify.com.",
      type: "text",
      pattern: "[a-z0-9][a-z0-9\\-]*",
      required: true,
      perSignIn: true,
      suffix: ".myshopify.com",
      allauth: "shop",
    },
    isEmbedded: {
      label: "Embedded in Shopify",
      help: "true where Shopify shows the start address in its administration: a sign-in then goes on in the whole window.",
      type: "choice",
      choices: ["false", "true"],
      default: "false",
      allauth: "IS_EMBEDDED",
    },
  },
  authorize: "https://{shop}.myshopify.com/admin/oauth/authorize",
  token: "https://{shop}.myshopify.com/admin/oauth/access_token",
  scope: ["read_orders", "read_products"],
  scopeSeparator: ",",
  pkce: false,
  embedding: {
    when: { setting: "isEmbedded", value: "true" },
    framedBy: ["https://{shop}.myshopify.com", "https://admin.shopify.com"],
    marker: { parameter: "embedded", value: "1" },
  },
} as const;

export const shopify = oauth2({
  ...base,
  note: "The REST address shop.json gave way to GraphQL in 2024. Who signs in is the shop.",
  userinfo: "https://{shop}.myshopify.com/admin/api/2026-10/graphql.json",
  quirks: {
    unwrap: "data.shop",
    profileBody: { json: { query: "{ shop { id name email myshopifyDomain } }" } },
    tokenPlacement: { header: "x-shopify-access-token" },
    callbackHmac: "hmac",
    launchHmac: "hmac",
  },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "myshopifyDomain", name: "name", email: "email" },
  variants: {
    online: oauth2({
      ...base,
      authorizeParams: { "grant_options[]": "per-user" },
      quirks: { unwrap: "associated_user", callbackHmac: "hmac", launchHmac: "hmac" },
      emailTrust: "claim",
      claims: {
        sub: "id",
        name: joined("first_name", "last_name"),
        given_name: "first_name",
        family_name: "last_name",
        email: "email",
        email_verified: "email_verified",
        locale: "locale",
      },
    }),
  },
});
