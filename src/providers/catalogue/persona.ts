/**
 * Mozilla Persona, as it was: an assertion that a person holds an address, checked for this site by Mozilla's verifier.
 * The address was the identity, and there was no other.
 */
import { signed } from "../entry.ts";

export const persona = signed({
  id: "persona",
  name: "Persona",
  docs: "https://developer.mozilla.org/en-US/docs/Archive/Mozilla/Persona",
  status: "closed",
  note: "Mozilla closed Persona on 30 November 2016.",
  known: { sources: 1, date: "2026-11-20" },
  callbackPath: "/persona/login/",
  settings: {
    audience: {
      label: "Audience",
      help: "Scheme, host and port of this site: an assertion for another site is refused.",
      type: "url",
      required: true,
      allauth: "AUDIENCE",
    },
    siteName: { label: "Site's name", help: "Shown in the dialogue.", type: "text", allauth: "REQUEST_PARAMETERS" },
  },
  authorize: "https://login.persona.org/sign_in",
  request: { audience: "{audience}", siteName: "{siteName}", return_to: "{callbackAddress}" },
  proof: {
    kind: "assertion",
    parameter: "assertion",
    verifier: "https://verifier.login.persona.org/verify",
    body: { assertion: "{code}", audience: "{audience}" },
    expect: { status: "okay", audience: "{audience}" },
  },
  scope: [],
  pkce: false,
  // What an assertion says is that its bearer holds the address; the verifier proves it.
  emailTrust: "always",
  claims: { sub: "email", email: "email" },
});
