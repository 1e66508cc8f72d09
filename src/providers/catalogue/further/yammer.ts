/** Viva Engage: a company's social network, once Yammer. */
import { oauth2 } from "../../entry.ts";

export const yammer = oauth2({
  id: "yammer",
  name: "Viva Engage",
  docs: "https://learn.microsoft.com/en-us/rest/api/yammer/oauth-2",
  status: "renamed",
  note: "Yammer is called Viva Engage since 2023.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.yammer.com/dialog/oauth",
  token: "https://www.yammer.com/oauth2/access_token",
  userinfo: "https://www.yammer.com/api/v1/users/current.json",
  scope: [],
  pkce: false,
  quirks: { tokenAnswer: { access_token: "access_token.token" } },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "name", name: "full_name", email: "email", picture: "mugshot_url" },
});
