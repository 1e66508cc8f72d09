/** Curity Identity Server: an identity provider of one's own. */
import { oidc } from "../../entry.ts";

export const curity = oidc({
  id: "curity",
  name: "Curity Identity Server",
  docs: "https://curity.io/docs/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  issuer: "{url}/oauth/v2/oauth-anonymous",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
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
