/** Launchpad: Ubuntu One, which signs in to Launchpad. */
import { openid2 } from "../../entry.ts";
import { byBothExtensions } from "../openid2-attributes.ts";

export const launchpad = openid2({
  id: "launchpad",
  name: "Launchpad",
  docs: "https://help.launchpad.net/YourAccount/OpenID",
  note: "Ubuntu One signs people in to Launchpad, by OpenID 2.0.",
  known: { sources: 1, date: "2026-11-20" },
  identifier: "https://login.launchpad.net/",
  claimedId: "https://login\\.launchpad\\.net/\\+id/(?<id>[A-Za-z0-9]+)",
  ...byBothExtensions,
});
