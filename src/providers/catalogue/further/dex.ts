/** Dex: a bridge between identity providers. */
import { oidc } from "../../entry.ts";

export const dex = oidc({
  id: "dex",
  name: "Dex",
  docs: "https://dexidp.io/docs/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Issuer", type: "url", required: true } },
  issuer: "{url}",
  scope: ["openid", "profile", "email"],
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
