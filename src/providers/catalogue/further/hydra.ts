/** Ory Hydra: an OAuth 2.0 server of one's own. */
import { oidc } from "../../entry.ts";

export const hydra = oidc({
  id: "hydra",
  name: "Ory Hydra",
  docs: "https://www.ory.sh/docs/hydra/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    issuer: {
      label: "Issuer",
      help: "Exactly as the server's discovery document names it.",
      type: "address",
      required: true,
    },
  },
  issuer: "{issuer}",
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
