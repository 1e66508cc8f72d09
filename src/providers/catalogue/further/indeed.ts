/** Indeed: jobs. */
import { oauth2 } from "../../entry.ts";

export const indeed = oauth2({
  id: "indeed",
  name: "Indeed",
  register: "https://secure.indeed.com/account/apikeys",
  docs: "https://docs.indeed.com/dev/docs/authorization/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://secure.indeed.com/oauth/v2/authorize",
  token: "https://apis.indeed.com/oauth/v2/tokens",
  userinfo: "https://secure.indeed.com/v2/api/userinfo",
  scope: ["email"],
  pkce: false,
  emailTrust: "claim",
  claims: { sub: "sub", email: "email", email_verified: "email_verified" },
});
