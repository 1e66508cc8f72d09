/** Flattr: small payments. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const flattr = oauth2({
  id: "flattr",
  name: "Flattr",
  status: "closed",
  note: "Closed 2023.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://flattr.com/oauth/authorize",
  token: "https://flattr.com/oauth/token",
  userinfo: "https://api.flattr.com/rest/v2/user",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("firstname", "lastname"),
    given_name: "firstname",
    family_name: "lastname",
    picture: "avatar",
  },
});
