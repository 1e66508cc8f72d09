/** Streamlabs: tools for streamers. */
import { oauth2 } from "../../entry.ts";

export const streamlabs = oauth2({
  id: "streamlabs",
  name: "Streamlabs",
  register: "https://streamlabs.com/dashboard#/settings/api-settings",
  docs: "https://dev.streamlabs.com/docs/oauth-2",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://streamlabs.com/api/v2.0/authorize",
  token: "https://streamlabs.com/api/v2.0/token",
  userinfo: "https://streamlabs.com/api/v2.0/user",
  scope: [],
  pkce: false,
  quirks: { tokenBody: "json", unwrap: "streamlabs" },
  emailTrust: "never",
  claims: { sub: "id", name: "display_name" },
});
