/** WLCG: the computing grid of the Large Hadron Collider. */
import { oidc } from "../../entry.ts";

export const wlcg = oidc({
  id: "wlcg",
  name: "WLCG",
  docs: "https://wlcg.cloud.cnaf.infn.it/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://wlcg.cloud.cnaf.infn.it/",
  callUserinfo: true,
  scope: ["openid", "profile", "email", "wlcg"],
  pkce: false,
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
