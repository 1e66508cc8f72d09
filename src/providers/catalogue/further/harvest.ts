/** Harvest: time tracking. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const harvest = oauth2({
  id: "harvest",
  name: "Harvest",
  register: "https://id.getharvest.com/developers",
  docs: "https://help.getharvest.com/api-v2/authentication-api/authentication/authentication/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://id.getharvest.com/oauth2/authorize",
  token: "https://id.getharvest.com/api/v2/oauth2/token",
  userinfo: "https://id.getharvest.com/api/v2/accounts",
  scope: [],
  pkce: false,
  quirks: { profileHeaders: { "user-agent": "Alldoor" }, unwrap: "user" },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
