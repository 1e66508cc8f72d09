/** SURFconext: one sign-in for Dutch education and research. */
import { oidc } from "../../entry.ts";

export const surfconext = oidc({
  id: "surfconext",
  name: "SURFconext",
  docs: "https://servicedesk.surf.nl/wiki/display/IAM/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["connect.surfconext.nl", "connect.test.surfconext.nl"],
      default: "connect.surfconext.nl",
    },
  },
  issuer: "https://{host}",
  callUserinfo: true,
  scope: ["openid"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name", email: "email" },
});
