/** YNAB. It tells an id and nothing else. */
import { oauth2 } from "../entry.ts";

export const ynab = oauth2({
  id: "ynab",
  name: "YNAB",
  register: "https://app.ynab.com/settings/developer",
  docs: "https://api.ynab.com/#oauth-applications",
  status: "moved",
  note: "At ynab.com since 2023. A registration without any scope asks for leave to write too.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://app.ynab.com/oauth/authorize",
  token: "https://app.ynab.com/oauth/token",
  userinfo: "https://api.ynab.com/v1/user",
  scope: ["read-only"],
  pkce: false,
  actions: { reauthenticate: { prompt: "select_account consent" } },
  quirks: { unwrap: "data.user" },
  emailTrust: "never",
  claims: { sub: "id" },
});
