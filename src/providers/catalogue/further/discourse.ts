/** Discourse: a forum's own accounts, by DiscourseConnect. */
import { signed } from "../../entry.ts";

export const discourse = signed({
  id: "discourse",
  name: "Discourse",
  docs: "https://meta.discourse.org/t/use-discourse-as-an-identity-provider-sso-discourseconnect/32974",
  note: "Turn on `enable discourse connect provider` and write the secret down for this hub's host; the client id is not used.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Forum", help: "For example https://meta.discourse.org.", type: "url", required: true } },
  authorize: "{url}/session/sso_provider",
  request: {},
  proof: { kind: "payload", payload: "sso", signature: "sig", nonce: "nonce", returnTo: "return_sso_url" },
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "external_id", preferred_username: "username", name: "name", email: "email", picture: "avatar_url" },
});
