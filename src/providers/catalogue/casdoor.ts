/** Any Casdoor server, and any Alldoor, which speaks the same addresses. */
import { oidc } from "../entry.ts";

export const casdoor = oidc({
  id: "casdoor",
  name: "Casdoor",
  register: "https://casdoor.org/docs/application/overview",
  docs: "https://casdoor.org/docs/how-to-connect/oidc-client",
  note: "How an address was proved depends on the server's own set-up, so addresses are recorded as unverified.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    endpoint: {
      label: "Endpoint",
      help: "The server's address, exactly as its discovery document names the issuer.",
      type: "url",
      required: true,
    },
  },
  issuer: "{endpoint}",
  authorize: "{endpoint}/login/oauth/authorize",
  token: "{endpoint}/api/login/oauth/access_token",
  userinfo: "{endpoint}/api/userinfo",
  jwks: "{endpoint}/.well-known/jwks",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  // A failure may come with HTTP 200: an answer with a `status` is one.
  quirks: { errorField: { path: "status", ok: ["ok"], message: "msg" } },
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    picture: "picture",
  },
});
