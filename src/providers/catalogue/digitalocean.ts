/** DigitalOcean. */
import { oauth2 } from "../entry.ts";

export const digitalocean = oauth2({
  id: "digitalocean",
  name: "DigitalOcean",
  register: "https://cloud.digitalocean.com/account/api/applications",
  docs: "https://docs.digitalocean.com/reference/api/oauth/",
  note: "Without a scope a token may read; `read write` lets it write.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://cloud.digitalocean.com/v1/oauth/authorize",
  token: "https://cloud.digitalocean.com/v1/oauth/token",
  userinfo: "https://api.digitalocean.com/v2/account",
  revoke: "https://cloud.digitalocean.com/v1/oauth/revoke",
  scope: ["read"],
  pkce: false,
  quirks: { unwrap: "account" },
  emailTrust: "claim",
  claims: { sub: "uuid", name: "name", email: "email", email_verified: "email_verified" },
});
