/** Docusign: electronic signatures. */
import { oauth2 } from "../../entry.ts";

export const docusign = oauth2({
  id: "docusign",
  name: "Docusign",
  register: "https://developers.docusign.com/",
  docs: "https://developers.docusign.com/platform/auth/authcode/",
  known: { sources: 3, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      help: "The host with -d is the demonstration environment.",
      type: "choice",
      choices: ["account.docusign.com", "account-d.docusign.com"],
      default: "account.docusign.com",
    },
  },
  authorize: "https://{host}/oauth/auth",
  token: "https://{host}/oauth/token",
  userinfo: "https://{host}/oauth/userinfo",
  scope: ["signature"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name", email: "email" },
});
