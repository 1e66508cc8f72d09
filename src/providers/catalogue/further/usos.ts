/** USOS: the universities of Poland. */
import { oauth1 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const usos = oauth1({
  id: "usos",
  name: "USOS",
  docs: "https://apps.usos.edu.pl/developers/api/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: { label: "Installation", help: "For example https://apps.usos.example.edu.pl.", type: "url", required: true },
  },
  requestToken: "{url}/services/oauth/request_token",
  authorize: "{url}/services/oauth/authorize",
  token: "{url}/services/oauth/access_token",
  requestParams: { scopes: "email" },
  userinfo: "{url}/services/users/user",
  scope: [],
  pkce: false,
  quirks: { profileQuery: { fields: "id|first_name|last_name|email" } },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
