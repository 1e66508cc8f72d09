/** Patreon. Answers in JSON:API, as its documentation shows `identity` of version 2 and `current_user` of version 1. */
import type { Json } from "../../providers/provider.ts";
import { refusal } from "./refusal.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const attributes = ({ ids, person }: AnswerContext, hasEmail: boolean): Json => ({
  ...(hasEmail && person.email !== null ? { email: person.email } : {}),
  first_name: person.givenName,
  full_name: person.name,
  image_url: `https://c8.patreon.com/2/200/${ids.digits(8)}`,
  is_email_verified: person.emailVerified,
  last_name: person.familyName,
  vanity: person.username,
});

const common: Shape = {
  lifetime: 2_678_400,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard) => ({ ...standard, version: "0.0.1" }),
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, {
          errors: [{ code: 1, code_name: "Unauthorized", status: "401", title: "Unauthorized" }],
        })
      : null,
};

export const patreon: Shape = {
  ...common,
  scopes: [
    "identity",
    "identity[email]",
    "identity.memberships",
    "campaigns",
    "campaigns.members",
    "w:campaigns.webhook",
  ],
  profile: (context) => ({
    data: {
      attributes: attributes(context, context.scope.has("identity[email]")),
      id: context.ids.digits(8),
      relationships: { memberships: { data: [{ id: context.ids.uuid("member"), type: "member" }] } },
      type: "user",
    },
    links: { self: `https://www.patreon.com/api/oauth2/v2/user/${context.ids.digits(8)}` },
  }),
  extra: {
    membership: (context) => ({
      data: {
        attributes: {},
        id: context.ids.uuid("member"),
        relationships: { currently_entitled_tiers: { data: [{ id: "1", type: "tier" }] } },
        type: "member",
      },
      included: [{ attributes: { title: "Friend" }, id: "1", type: "tier" }],
    }),
  },
  needs: { profile: ["identity"] },
  variants: {
    v1: {
      ...common,
      profile: (context) => ({
        data: { attributes: attributes(context, true), id: context.ids.digits(8), type: "user" },
      }),
    },
  },
};
