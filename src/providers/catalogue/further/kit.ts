/** Kit: newsletters, once ConvertKit. */
import { oauth2 } from "../../entry.ts";

export const kit = oauth2({
  id: "kit",
  name: "Kit",
  register: "https://app.kit.com/account_settings/developer_settings",
  docs: "https://developers.kit.com/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://app.kit.com/oauth/authorize",
  token: "https://app.kit.com/oauth/token",
  userinfo: "https://api.kit.com/v4/account",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "user.id", name: "account.name", email: "user.email" },
});
