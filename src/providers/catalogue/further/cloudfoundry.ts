/** Cloud Foundry UAA: the User Account and Authentication server of Cloud Foundry. */
import { oauth2 } from "../../entry.ts";

export const cloudfoundry = oauth2({
  id: "cloudfoundry",
  name: "Cloud Foundry UAA",
  docs: "https://docs.cloudfoundry.org/api/uaa/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 2, date: "2026-11-20" },
  settings: { url: { label: "UAA", help: "The address of the UAA server.", type: "url", required: true } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/userinfo",
  scope: ["openid"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "user_id",
    preferred_username: "user_name",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
  },
});
