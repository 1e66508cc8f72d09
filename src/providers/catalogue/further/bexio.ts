/** bexio: business administration for small Swiss companies. */
import { oidc } from "../../entry.ts";

export const bexio = oidc({
  id: "bexio",
  name: "bexio",
  register: "https://developer.bexio.com/",
  docs: "https://docs.bexio.com/",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://auth.bexio.com/realms/bexio",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
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
