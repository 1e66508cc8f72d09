/** AOL: AOL accounts, by OpenID 2.0. */
import { openid2 } from "../../entry.ts";
import { byBothExtensions } from "../openid2-attributes.ts";

export const aolOpenid = openid2({
  id: "aol_openid",
  name: "AOL",
  status: "closed",
  note: "AOL ended OpenID in 2017.",
  known: { sources: 1, date: "2026-11-20" },
  identifier: "http://openid.aol.com/",
  claimedId: "https?://openid\\.aol\\.com/(?<id>[A-Za-z0-9._\\-]+)",
  ...byBothExtensions,
});
