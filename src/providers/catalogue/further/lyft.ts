/** Lyft: rides. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const lyft = oauth2({
  id: "lyft",
  name: "Lyft",
  status: "closed",
  note: "API closed to public.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://api.lyft.com/oauth/authorize",
  token: "https://api.lyft.com/oauth/token",
  userinfo: "https://api.lyft.com/v1/profile",
  scope: ["public", "profile", "rides.read", "rides.request"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: joined("first_name", "last_name"), given_name: "first_name", family_name: "last_name" },
});
