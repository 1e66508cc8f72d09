/** OpenInfraID: accounts of the OpenInfra Foundation. */
import { openid2 } from "../../entry.ts";

export const openinfra = openid2({
  id: "openinfra",
  name: "OpenInfraID",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  identifier: "https://id.openinfra.dev/",
  claimedId: "https://id\\.openinfra\\.dev/(?<id>[A-Za-z0-9._\\-]+)",
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
});
