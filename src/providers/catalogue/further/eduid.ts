/** SWITCH edu-ID: one identity for Swiss universities. */
import { oauth2 } from "../../entry.ts";

export const eduid = oauth2({
  id: "eduid",
  name: "SWITCH edu-ID",
  docs: "https://www.switch.ch/en/edu-id",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["login.eduid.ch", "login.test.eduid.ch"],
      default: "login.eduid.ch",
    },
  },
  authorize: "https://{host}/idp/profile/oidc/authorize",
  token: "https://{host}/idp/profile/oidc/token",
  userinfo: "https://{host}/idp/profile/oidc/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
  },
});
