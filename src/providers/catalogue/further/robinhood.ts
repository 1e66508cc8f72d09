/** Robinhood: a broker. */
import { oauth2 } from "../../entry.ts";

export const robinhood = oauth2({
  id: "robinhood",
  name: "Robinhood",
  status: "closed",
  note: "There is no public programme for applications.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.robinhood.com/oauth2/authorize/",
  token: "https://api.robinhood.com/oauth2/token/",
  userinfo: "https://api.robinhood.com/user/id/",
  scope: ["read"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username" },
});
