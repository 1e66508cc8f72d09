/** openSUSE: accounts of openSUSE. */
import { openid2 } from "../../entry.ts";
import { byBothExtensions } from "../openid2-attributes.ts";

export const opensuse = openid2({
  id: "opensuse",
  name: "openSUSE",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  identifier: "https://www.opensuse.org/openid/user/",
  claimedId: "https://www\\.opensuse\\.org/openid/user/(?<id>[A-Za-z0-9._\\-]+)",
  ...byBothExtensions,
});
