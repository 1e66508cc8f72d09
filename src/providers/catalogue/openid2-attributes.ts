/**
 * What is asked of an OpenID 2.0 server, and how its answer is read, where the server knows both extensions (Simple
 * Registration 1.1, Attribute Exchange 1.0) and the claimed identifier is the person.
 */
import type { OpenId2Provider } from "../provider.ts";

export const byBothExtensions = {
  sreg: { optional: ["nickname", "email", "fullname"] },
  attributes: {
    email: { type: "http://axschema.org/contact/email" },
    fullname: { type: "http://axschema.org/namePerson" },
  },
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "$idToken.claimed_id",
    preferred_username: "sreg.nickname",
    name: ["sreg.fullname", "ax.fullname"],
    email: ["sreg.email", "ax.email"],
  },
} as const satisfies Partial<OpenId2Provider>;
