/**
 * OpenID 2.0 with any server: one that the administrator names, or the one that a person's own identifier leads to.
 * Each server of a list is a registration of its own.
 */
import { openid2 } from "../entry.ts";
import { firstOf, joined } from "./claim-sources.ts";

export const openid = openid2({
  id: "openid",
  name: "OpenID",
  docs: "https://openid.net/specs/openid-authentication-2_0.html",
  status: "closed",
  note: "Obsolete: Google ended it on 20 April 2015, Yahoo later, MojeID moved to OpenID Connect. There is nothing to register.",
  known: { sources: 3, date: "2026-11-20" },
  callbackPath: "/openid/callback/",
  settings: {
    identifier: {
      label: "Server or identifier",
      help: "The address of a server, or of a person's own page. Leave it out to let people give their own.",
      type: "text",
      perSignIn: true,
      allauth: "openid_url",
    },
    stateless: {
      label: "Stateless",
      help: "true asks the server about each assertion and shares no secret with it.",
      type: "choice",
      choices: ["false", "true"],
      default: "false",
      allauth: "stateless",
    },
    extraAttributes: {
      label: "Further attributes",
      help: "name=address of the type, with ! behind one that is required, a space between two.",
      type: "text",
      allauth: "extra_attributes",
    },
    realm: { label: "Realm", help: "Our origin, where it is left out.", type: "text", allauth: "REALM" },
  },
  sreg: { required: ["email", "fullname"], optional: ["nickname"] },
  attributes: {
    email: { type: "http://axschema.org/contact/email", required: true },
    name: { type: "http://axschema.org/namePerson", required: true },
    first: { type: "http://axschema.org/namePerson/first", required: true },
    last: { type: "http://axschema.org/namePerson/last", required: true },
    oldname: { type: "http://openid.net/schema/namePerson", required: true },
    oldfirst: { type: "http://openid.net/schema/namePerson/first", required: true },
    oldlast: { type: "http://openid.net/schema/namePerson/last", required: true },
  },
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "$idToken.claimed_id",
    preferred_username: "sreg.nickname",
    name: firstOf(["sreg.fullname", "ax.name", "ax.oldname"], joined("ax.first", "ax.last")),
    given_name: ["ax.first", "ax.oldfirst"],
    family_name: ["ax.last", "ax.oldlast"],
    email: ["sreg.email", "ax.email"],
    phone_number: "ax.phone",
  },
});
