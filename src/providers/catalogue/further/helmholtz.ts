/** Helmholtz ID: the research centres of the Helmholtz Association. */
import { oidc } from "../../entry.ts";

export const helmholtz = oidc({
  id: "helmholtz",
  name: "Helmholtz ID",
  docs: "https://hifis.net/doc/helmholtz-aai/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://login.helmholtz.de/oauth2",
  callUserinfo: true,
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
