/** Kanidm: an identity server of one's own. */
import { oidc } from "../../entry.ts";

export const kanidm = oidc({
  id: "kanidm",
  name: "Kanidm",
  docs: "https://kanidm.github.io/kanidm/stable/integrations/oauth2.html",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: { label: "Address", type: "url", required: true },
    client: {
      label: "Client",
      help: "The client's name at the server, which is the client id, too.",
      type: "text",
      pattern: "[A-Za-z0-9_\\-]+",
      required: true,
    },
  },
  issuer: "{url}/oauth2/openid/{client}",
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
  idTokenAlgs: ["ES256", "RS256"],
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
  },
});
