/** OneLogin: single sign-on for companies. */
import { oidc } from "../../entry.ts";

export const onelogin = oidc({
  id: "onelogin",
  name: "OneLogin",
  docs: "https://developers.onelogin.com/openid-connect",
  known: { sources: 3, date: "2026-11-20" },
  settings: {
    subdomain: { label: "Subdomain", type: "text", pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?", required: true },
  },
  issuer: "https://{subdomain}.onelogin.com/oidc/2",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
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
