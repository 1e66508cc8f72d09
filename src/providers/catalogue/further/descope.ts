/** Descope: identity as a service. */
import { oidc } from "../../entry.ts";

export const descope = oidc({
  id: "descope",
  name: "Descope",
  register: "https://app.descope.com/",
  docs: "https://docs.descope.com/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    project: {
      label: "Project",
      help: "The project's id, which is the client id, too.",
      type: "text",
      pattern: "[A-Za-z0-9]+",
      required: true,
    },
  },
  issuer: "https://api.descope.com/{project}",
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
