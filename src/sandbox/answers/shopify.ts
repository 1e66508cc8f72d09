/** Shopify. Answers as its pages on tokens show them, offline and online, and its GraphQL reference a shop. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

const common: Shape = {
  demo: { shop: "sandbox" },
  responseTypeOptional: true,
  tokenRedirectUri: "optional",
  tokenBodies: ["form", "json"],
  callback: ({ settings, now }) => ({
    host: Buffer.from(`${settings.shop}.myshopify.com/admin`).toString("base64url"),
    shop: `${settings.shop}.myshopify.com`,
    timestamp: String(now),
  }),
  prefixes: { access: "shpat_" },
  refresh: { given: () => false, rotation: "omit" },
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" })
      : null,
};

export const shopify: Shape = {
  ...common,
  lifetime: null,
  token: ({ access_token, scope }) => ({ access_token: access_token ?? null, scope: scope ?? "" }),
  profile: ({ ids, person, settings }) => ({
    data: {
      shop: {
        id: `gid://shopify/Shop/${ids.digits(10)}`,
        name: person.name,
        email: person.email,
        myshopifyDomain: `${settings.shop}.myshopify.com`,
      },
    },
    extensions: { cost: { requestedQueryCost: 1, actualQueryCost: 1 } },
  }),
  variants: {
    online: {
      ...common,
      lifetime: 86_399,
      token: ({ access_token, expires_in, scope }, { ids, person }) => ({
        access_token: access_token ?? null,
        scope: scope ?? "",
        expires_in: expires_in ?? null,
        associated_user_scope: scope ?? "",
        associated_user: {
          id: Number(ids.digits(9)),
          first_name: person.givenName,
          last_name: person.familyName,
          email: person.email,
          email_verified: person.emailVerified,
          account_owner: true,
          locale: person.locale,
          collaborator: false,
        },
      }),
    },
  },
};
