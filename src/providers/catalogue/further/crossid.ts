/** CrossID: identity as a service. */
import { oauth2 } from "../../entry.ts";

export const crossid = oauth2({
  id: "crossid",
  name: "CrossID",
  docs: "https://developer.crossid.io/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    subdomain: { label: "Tenant", type: "text", pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?", required: true },
  },
  authorize: "https://{subdomain}.crossid.io/oauth2/auth",
  token: "https://{subdomain}.crossid.io/oauth2/token",
  userinfo: "https://{subdomain}.crossid.io/oauth2/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
