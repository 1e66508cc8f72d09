/** UserVoice: wishes of customers. */
import { oauth1 } from "../../entry.ts";

export const uservoice = oauth1({
  id: "uservoice",
  name: "UserVoice",
  docs: "https://developer.uservoice.com/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    subdomain: { label: "Subdomain", type: "text", pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?", required: true },
  },
  requestToken: "https://{subdomain}.uservoice.com/oauth/request_token",
  authorize: "https://{subdomain}.uservoice.com/oauth/authorize",
  token: "https://{subdomain}.uservoice.com/oauth/access_token",
  userinfo: "https://{subdomain}.uservoice.com/api/v1/users/current.json",
  scope: [],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "avatar_url" },
});
