/** Rauthy: an identity provider of one's own. */
import { oidc } from "../../entry.ts";

export const rauthy = oidc({
  id: "rauthy",
  name: "Rauthy",
  docs: "https://sebadob.github.io/rauthy/",
  note: "The issuer ends in a slash.",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  issuer: "{url}/auth/v1/",
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
  },
});
