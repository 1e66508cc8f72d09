/** UAE PASS: the digital identity of the United Arab Emirates. */
import { oauth2 } from "../../entry.ts";

export const uaepass = oauth2({
  id: "uaepass",
  name: "UAE PASS",
  docs: "https://docs.uaepass.ae/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["id.uaepass.ae", "stg-id.uaepass.ae"],
      default: "id.uaepass.ae",
    },
  },
  authorize: "https://{host}/idshub/authorize",
  token: "https://{host}/idshub/token",
  userinfo: "https://{host}/idshub/userinfo",
  scope: ["urn:uae:digitalid:profile:general"],
  authorizeParams: { acr_values: "urn:safelayer:tws:policies:authentication:level:low" },
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "uuid",
    name: "fullnameEN",
    given_name: "firstnameEN",
    family_name: "lastnameEN",
    email: "email",
    phone_number: "mobile",
  },
});
