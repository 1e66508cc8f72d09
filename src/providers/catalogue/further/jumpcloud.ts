/** JumpCloud: a directory as a service. */
import { oauth2 } from "../../entry.ts";

export const jumpcloud = oauth2({
  id: "jumpcloud",
  name: "JumpCloud",
  docs: "https://jumpcloud.com/support/sso-with-oidc",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://oauth.id.jumpcloud.com/oauth2/auth",
  token: "https://oauth.id.jumpcloud.com/oauth2/token",
  userinfo: "https://oauth.id.jumpcloud.com/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
  },
});
