/** Flexmls: real estate, by the Spark platform. */
import { oauth2 } from "../../entry.ts";

export const flexmls = oauth2({
  id: "flexmls",
  name: "Flexmls",
  docs: "https://sparkplatform.com/docs/authentication/oauth2_authentication",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://sparkplatform.com/oauth2",
  token: "https://sparkapi.com/v1/oauth2/grant",
  userinfo: "https://sparkapi.com/v1/my/account",
  scope: [],
  pkce: false,
  quirks: { profileHeaders: { "x-sparkapi-user-agent": "Alldoor" }, unwrap: "D.Results[0]" },
  emailTrust: "never",
  claims: { sub: "Id", name: "Name", email: "Emails[0].Address" },
});
