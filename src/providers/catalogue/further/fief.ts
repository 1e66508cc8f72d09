/** Fief: an identity provider of one's own. */
import { oidc } from "../../entry.ts";

export const fief = oidc({
  id: "fief",
  name: "Fief",
  docs: "https://docs.fief.dev/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  issuer: "{url}",
  callUserinfo: true,
  scope: ["openid"],
  pkce: true,
  emailTrust: "claim",
  claims: { sub: "sub", email: "email", email_verified: "email_verified" },
});
