/** ORCID: researchers by their iD, which the token answer names. */
import { oauth2 } from "../entry.ts";
import { firstOf, joined } from "./claim-sources.ts";

export const orcid = oauth2({
  id: "orcid",
  name: "ORCID",
  register: "https://orcid.org/developer-tools",
  docs: "https://info.orcid.org/documentation/api-tutorials/api-tutorial-get-and-authenticated-orcid-id/",
  note: "The public API shows an address only where its owner made it public.",
  known: { sources: 4, date: "2026-11-20" },
  settings: {
    baseDomain: {
      label: "Registry",
      help: "sandbox.orcid.org is ORCID's own place to try things.",
      type: "host",
      default: "orcid.org",
      allauth: "BASE_DOMAIN",
    },
    memberApi: {
      label: "Member API",
      help: "true for applications of ORCID's members.",
      type: "choice",
      choices: ["false", "true"],
      default: "false",
      allauth: "MEMBER_API",
    },
  },
  derived: { api: ({ baseDomain, memberApi }) => `https://${memberApi === "true" ? "api" : "pub"}.${baseDomain}` },
  authorize: "https://{baseDomain}/oauth/authorize",
  token: "https://{baseDomain}/oauth/token",
  userinfo: "{api}/v3.0/{token.orcid}/record",
  revoke: "https://{baseDomain}/oauth/revoke",
  scope: ["/authenticate"],
  pkce: false,
  quirks: { profileHeaders: { accept: "application/json" } },
  emailTrust: "never",
  claims: {
    sub: "orcid-identifier.path",
    name: firstOf(
      "person.name.credit-name.value",
      joined("person.name.given-names.value", "person.name.family-name.value"),
    ),
    given_name: "person.name.given-names.value",
    family_name: "person.name.family-name.value",
    email: "person.emails.email[0].email",
  },
});
