/** Mastodon: a server of the federated network. */
import { oauth2 } from "../../entry.ts";

export const mastodon = oauth2({
  id: "mastodon",
  name: "Mastodon",
  docs: "https://docs.joinmastodon.org/client/token/",
  note: "An id is unique at its server alone. PKCE since version 4.3; older servers pass over it.",
  known: { sources: 5, date: "2026-11-20" },
  settings: {
    url: {
      label: "Server",
      help: "For example https://mastodon.social. Register one application at each server.",
      type: "url",
      required: true,
    },
  },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/api/v1/accounts/verify_credentials",
  revoke: "{url}/oauth/revoke",
  scope: ["read:accounts"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "display_name", picture: ["avatar", "avatar_static"] },
});
