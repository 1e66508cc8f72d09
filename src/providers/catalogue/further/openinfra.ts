/** OpenInfraID: accounts of the OpenInfra Foundation. */
import { openid2 } from "../../entry.ts";
import { byBothExtensions } from "../openid2-attributes.ts";

export const openinfra = openid2({
  id: "openinfra",
  name: "OpenInfraID",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  identifier: "https://id.openinfra.dev/",
  claimedId: "https://id\\.openinfra\\.dev/(?<id>[A-Za-z0-9._\\-]+)",
  ...byBothExtensions,
});
