/** Login with Amazon. */
import { oauth2 } from "../entry.ts";

export const amazon = oauth2({
  id: "amazon",
  name: "Amazon",
  register: "https://developer.amazon.com/loginwithamazon/console/site/lwa/overview.html",
  docs: "https://developer.amazon.com/docs/login-with-amazon/authorization-code-grant.html",
  note: "The callback address must be https. A user id is one per company of developers.",
  known: { sources: 7, date: "2026-11-20" },
  authorize: "https://www.amazon.com/ap/oa",
  token: "https://api.amazon.com/auth/o2/token",
  userinfo: "https://api.amazon.com/user/profile",
  scope: ["profile"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "user_id", name: "name", email: "email" },
});
