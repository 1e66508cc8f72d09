/** PIXNET: blogs in Taiwan. */
import { oauth2 } from "../../entry.ts";

export const pixnet = oauth2({
  id: "pixnet",
  name: "PIXNET",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://emma.pixnet.cc/oauth2/authorize",
  token: "https://emma.pixnet.cc/oauth2/grant",
  userinfo: "https://emma.pixnet.cc/account",
  scope: [],
  pkce: false,
  quirks: { unwrap: "account", tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: { sub: "identity", preferred_username: "display_name", name: "name", email: "email", picture: "avatar" },
});
