/** Funkwhale: a server of the federated network, for music. */
import { oauth2 } from "../../entry.ts";

export const funkwhale = oauth2({
  id: "funkwhale",
  name: "Funkwhale",
  docs: "https://docs.funkwhale.audio/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  authorize: "{url}/authorize",
  token: "{url}/api/v1/oauth/token/",
  userinfo: "{url}/api/v1/users/me/",
  scope: ["read:profile"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: ["name", "username"], email: "email" },
});
