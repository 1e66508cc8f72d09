/**
 * The hub as a sign-in provider: an OpenID Connect server whose endpoints come from its discovery document, like any
 * other. Nothing here is known of the hub but what it publishes, so another such server could stand in its place.
 */
import { oidc } from "../../providers/library.ts";

export const hubEntry = oidc({
  id: "alldoor",
  name: "Alldoor",
  settings: {
    issuer: {
      label: "Issuer",
      help: "The hub's address, exactly as its discovery document names it.",
      type: "url",
      required: true,
    },
  },
  issuer: "{issuer}",
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
  },
});
