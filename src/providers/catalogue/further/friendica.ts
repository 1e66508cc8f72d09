/** Friendica: a server of the federated network. */
import { oauth2 } from "../../entry.ts";

export const friendica = oauth2({
  id: "friendica",
  name: "Friendica",
  docs: "https://wiki.friendi.ca/docs/api-mastodon",
  note: "An id is unique at its server alone.",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", help: "Register one application at each server.", type: "url", required: true } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/api/v1/accounts/verify_credentials",
  scope: ["read"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "display_name", picture: "avatar" },
});
