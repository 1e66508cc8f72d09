/** Zendesk: customer support. */
import { oauth2 } from "../../entry.ts";

export const zendesk = oauth2({
  id: "zendesk",
  name: "Zendesk",
  docs: "https://developer.zendesk.com/documentation/ticketing/working-with-oauth/creating-and-using-oauth-tokens-with-the-api/",
  known: { sources: 3, date: "2026-11-20" },
  settings: {
    subdomain: { label: "Subdomain", type: "text", pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?", required: true },
  },
  authorize: "https://{subdomain}.zendesk.com/oauth/authorizations/new",
  token: "https://{subdomain}.zendesk.com/oauth/tokens",
  userinfo: "https://{subdomain}.zendesk.com/api/v2/users/me.json",
  scope: ["users:read"],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "photo.content_url" },
});
