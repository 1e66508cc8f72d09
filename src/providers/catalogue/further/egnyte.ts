/** Egnyte: files of companies. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const egnyte = oauth2({
  id: "egnyte",
  name: "Egnyte",
  register: "https://developers.egnyte.com/",
  docs: "https://developers.egnyte.com/docs/read/Public_API_Authentication",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    subdomain: {
      label: "Domain",
      help: "The name before .egnyte.com.",
      type: "text",
      pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
      required: true,
    },
  },
  authorize: "https://{subdomain}.egnyte.com/puboauth/token",
  token: "https://{subdomain}.egnyte.com/puboauth/token",
  userinfo: "https://{subdomain}.egnyte.com/puboauth/v1/userinfo",
  scope: ["Egnyte.user"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
