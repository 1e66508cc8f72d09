/** Paymenter: a shop for hosting companies. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const paymenter = oauth2({
  id: "paymenter",
  name: "Paymenter",
  docs: "https://paymenter.org/docs",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Address", type: "url", required: true } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/api/oauth/token",
  userinfo: "{url}/api/me",
  scope: ["profile"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
