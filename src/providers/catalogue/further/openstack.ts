/** OpenStackID: accounts of OpenStack. */
import { openid2 } from "../../entry.ts";

export const openstack = openid2({
  id: "openstack",
  name: "OpenStackID",
  status: "moved",
  note: "The OpenInfra Foundation's id.openinfra.dev has taken its place.",
  known: { sources: 1, date: "2026-11-20" },
  identifier: "https://openstackid.org/",
  claimedId: "https://openstackid\\.org/(?<id>[A-Za-z0-9._\\-]+)",
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
