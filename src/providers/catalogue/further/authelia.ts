/** Authelia: a single sign-on portal of one's own. */
import { oidc } from "../../entry.ts";

export const authelia = oidc({
  id: "authelia",
  name: "Authelia",
  docs: "https://www.authelia.com/integration/openid-connect/introduction/",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Address", type: "url", required: true } },
  issuer: "{url}",
  callUserinfo: true,
  scope: ["openid", "profile", "email", "groups"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
  },
});
