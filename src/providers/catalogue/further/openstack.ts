/** OpenStackID: accounts of OpenStack. */
import { openid2 } from "../../entry.ts";
import { byBothExtensions } from "../openid2-attributes.ts";

export const openstack = openid2({
  id: "openstack",
  name: "OpenStackID",
  status: "moved",
  note: "The OpenInfra Foundation's id.openinfra.dev has taken its place.",
  known: { sources: 1, date: "2026-11-20" },
  identifier: "https://openstackid.org/",
  claimedId: "https://openstackid\\.org/(?<id>[A-Za-z0-9._\\-]+)",
  ...byBothExtensions,
});
