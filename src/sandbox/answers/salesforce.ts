/** Salesforce. Claims as its help shows userinfo; the ID Token's subject is an address that ends in organization and user. */
import type { AnswerContext, Shape } from "./shape.ts";

const userId = ({ ids }: AnswerContext): string => `005${ids.hex(15).toUpperCase()}`;

const subject = (context: AnswerContext): string =>
  `${context.issuer}/id/00D${context.shared.hex(15).toUpperCase()}/${userId(context)}`;

export const salesforce: Shape = {
  scopeOptional: true,
  tokenAuth: ["post", "basic"],
  lifetime: null,
  refresh: { given: (scope) => scope.has("refresh_token"), rotation: "omit" },
  token: (standard, context) => ({
    ...standard,
    instance_url: "https://sandbox.my.salesforce.com",
    id: subject(context),
    issued_at: String(context.now * 1000),
  }),
  subject,
  idToken: ({ authTime }) => ({ auth_time: authTime }),
  profile: (context) => ({
    sub: subject(context),
    user_id: userId(context),
    organization_id: `00D${context.shared.hex(15).toUpperCase()}`,
    preferred_username: context.person.username,
    nickname: context.person.username,
    name: context.person.name,
    ...(context.person.email === null
      ? {}
      : { email: context.person.email, email_verified: context.person.emailVerified }),
    given_name: context.person.givenName,
    family_name: context.person.familyName,
    zoneinfo: "Europe/Oslo",
    photos: { picture: `https://sandbox.file.force.com/profilephoto/${context.ids.hex(15, "picture")}/F` },
    active: true,
    user_type: "STANDARD",
    language: "en_US",
    locale: "en_US",
  }),
};
