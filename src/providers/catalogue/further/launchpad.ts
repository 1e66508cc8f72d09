/** Launchpad: Ubuntu One, which signs in to Launchpad. */
import { openid2 } from "../../entry.ts";

export const launchpad = openid2({
  id: "launchpad",
  name: "Launchpad",
  docs: "https://help.launchpad.net/YourAccount/OpenID",
  note: "Ubuntu One signs people in to Launchpad, by OpenID 2.0.",
  known: { sources: 1, date: "2026-11-20" },
  identifier: "https://login.launchpad.net/",
  claimedId: "https://login\\.launchpad\\.net/\\+id/(?<id>[A-Za-z0-9]+)",
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
