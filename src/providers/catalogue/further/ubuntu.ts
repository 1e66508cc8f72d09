/** Ubuntu One: accounts of Ubuntu. */
import { openid2 } from "../../entry.ts";
import { byBothExtensions } from "../openid2-attributes.ts";

export const ubuntu = openid2({
  id: "ubuntu",
  name: "Ubuntu One",
  docs: "https://help.ubuntu.com/community/SSO",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  identifier: "https://login.ubuntu.com/",
  claimedId: "https://login\\.ubuntu\\.com/\\+id/(?<id>[A-Za-z0-9]+)",
  ...byBothExtensions,
});
