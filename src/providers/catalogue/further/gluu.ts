/** Gluu Server: an identity provider of one's own, and its successor Janssen. */
import { oidc } from "../../entry.ts";

export const gluu = oidc({
  id: "gluu",
  name: "Gluu Server",
  docs: "https://docs.jans.io/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  issuer: "{url}",
  callUserinfo: true,
  scope: ["openid", "profile", "email", "user_name"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: ["user_name", "preferred_username"],
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
  },
});
