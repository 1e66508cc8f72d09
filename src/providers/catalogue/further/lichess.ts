/** Lichess: chess. */
import { oauth2 } from "../../entry.ts";

export const lichess = oauth2({
  id: "lichess",
  name: "Lichess",
  docs: "https://lichess.org/api#tag/OAuth",
  note: "There is no registration: any client id will do, and there is no secret.",
  known: { sources: 3, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", default: "https://lichess.org", allauth: "API_URL" } },
  authorize: "{url}/oauth",
  token: "{url}/api/token",
  userinfo: "{url}/api/account",
  extra: { emails: { url: "{url}/api/account/email" } },
  scope: ["email:read"],
  pkce: true,
  tokenAuth: "none",
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: "username",
    given_name: "profile.firstName",
    family_name: "profile.lastName",
    email: "$extra.emails.email",
  },
});
