/** Duo Single Sign-On: sign-in of companies, by Cisco. */
import { oidc } from "../../entry.ts";

export const duo = oidc({
  id: "duo",
  name: "Duo Single Sign-On",
  docs: "https://duo.com/docs/sso-oidc-generic",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: {
      label: "Issuer",
      help: "As Duo shows it for the application, without /.well-known.",
      type: "url",
      required: true,
    },
  },
  issuer: "{url}",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", preferred_username: "preferred_username", name: "name", email: "email", picture: "picture" },
});
