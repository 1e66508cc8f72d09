/** LinkedIn, by OpenID Connect. It puts no nonce into its ID Tokens. */
import { oidc } from "../entry.ts";

export const linkedinOauth2 = oidc({
  id: "linkedin_oauth2",
  name: "LinkedIn",
  register: "https://www.linkedin.com/developers/apps",
  docs: "https://learn.microsoft.com/en-us/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2",
  status: "moved",
  note: "Since August 2023 by OpenID Connect; r_liteprofile and r_emailaddress are closed to new applications.",
  known: { sources: 9, date: "2026-11-20" },
  issuer: "https://www.linkedin.com/oauth",
  issuerAliases: ["https://www.linkedin.com"],
  authorize: "https://www.linkedin.com/oauth/v2/authorization",
  token: "https://www.linkedin.com/oauth/v2/accessToken",
  userinfo: "https://api.linkedin.com/v2/userinfo",
  jwks: "https://www.linkedin.com/oauth/openid/jwks",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: false,
  idTokenAlgs: ["RS256"],
  quirks: { nonce: "unsupported", deniedErrors: ["user_cancelled_login", "user_cancelled_authorize"] },
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
  colour: "#0a66c2",
});
