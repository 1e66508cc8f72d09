/** Cheddar: to-do lists. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const cheddar = oauth2({
  id: "cheddar",
  name: "Cheddar",
  status: "closed",
  note: "Service closed.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://api.cheddarapp.com/oauth/authorize",
  token: "https://api.cheddarapp.com/oauth/token",
  userinfo: "https://api.cheddarapp.com/v1/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
  },
});
