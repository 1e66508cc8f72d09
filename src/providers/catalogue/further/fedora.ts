/** Fedora: accounts of the Fedora project. */
import { oidc } from "../../entry.ts";

export const fedora = oidc({
  id: "fedora",
  name: "Fedora",
  docs: "https://docs.fedoraproject.org/en-US/infra/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://id.fedoraproject.org",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: ["preferred_username", "nickname"],
    name: "name",
    email: "email",
    email_verified: "email_verified",
  },
});
