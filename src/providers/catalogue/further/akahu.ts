/** Akahu: bank accounts in New Zealand. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const akahu = oauth2({
  id: "akahu",
  name: "Akahu",
  register: "https://my.akahu.nz/",
  docs: "https://developers.akahu.nz/docs/authorizing-with-oauth2",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://oauth.akahu.nz/",
  token: "https://api.akahu.io/v1/token",
  userinfo: "https://api.akahu.io/v1/me",
  scope: ["ENDURING_CONSENT"],
  pkce: false,
  quirks: { tokenBody: "json", profileHeaders: { "x-akahu-id": "{clientId}" }, unwrap: "item" },
  emailTrust: "never",
  claims: {
    sub: "_id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
