/** Paybin: crypto payments. */
import { oidc } from "../../entry.ts";

export const paybin = oidc({
  id: "paybin",
  name: "Paybin",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://idp.paybin.io",
  scope: ["openid", "email", "profile"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
