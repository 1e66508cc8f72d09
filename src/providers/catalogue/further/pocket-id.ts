/** Pocket ID: passkey sign-in of one's own. */
import { oidc } from "../../entry.ts";

export const pocketId = oidc({
  id: "pocket_id",
  name: "Pocket ID",
  docs: "https://pocket-id.org/docs",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Address", type: "url", required: true } },
  issuer: "{url}",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
