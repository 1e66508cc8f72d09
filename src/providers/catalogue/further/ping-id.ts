/** PingOne: single sign-on for companies. */
import { oidc } from "../../entry.ts";

export const pingId = oidc({
  id: "ping-id",
  name: "PingOne",
  docs: "https://docs.pingidentity.com/pingone/",
  known: { sources: 3, date: "2026-11-20" },
  settings: {
    region: { label: "Region", type: "choice", choices: ["com", "eu", "ca", "asia", "com.au", "sg"], default: "com" },
    environment: {
      label: "Environment",
      help: "The environment's id.",
      type: "text",
      pattern: "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
      required: true,
    },
  },
  issuer: "https://auth.pingone.{region}/{environment}/as",
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
