/** Makerlog: what makers have done. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const makerlog = oauth2({
  id: "makerlog",
  name: "Makerlog",
  status: "closed",
  note: "Closed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.getmakerlog.com/oauth/authorize",
  token: "https://api.getmakerlog.com/oauth/token/",
  userinfo: "https://api.getmakerlog.com/me/",
  scope: ["user:read", "user:email"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    picture: "avatar",
  },
});
