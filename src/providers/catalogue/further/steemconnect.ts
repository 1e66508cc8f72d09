/** SteemConnect: the Steem blockchain. */
import { oauth2 } from "../../entry.ts";

export const steemconnect = oauth2({
  id: "steemconnect",
  name: "SteemConnect",
  status: "closed",
  note: "Closed; HiveSigner goes on with it.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://v2.steemconnect.com/oauth2/authorize",
  token: "https://v2.steemconnect.com/api/oauth2/token",
  userinfo: "https://v2.steemconnect.com/api/me",
  scope: ["login"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "user", preferred_username: "user", name: "account.name" },
});
