/** Logto: an identity provider of one's own or as a service. */
import { oidc } from "../../entry.ts";

export const logto = oidc({
  id: "logto",
  name: "Logto",
  register: "https://cloud.logto.io/",
  docs: "https://docs.logto.io/",
  known: { sources: 2, date: "2026-11-20" },
  settings: { url: { label: "Endpoint", help: "For example https://example.logto.app.", type: "url", required: true } },
  issuer: "{url}/oidc",
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
