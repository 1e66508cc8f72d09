/** Zettle: points of sale, by PayPal. */
import { oauth2 } from "../../entry.ts";

export const zettle = oauth2({
  id: "zettle",
  name: "Zettle",
  register: "https://developer.zettle.com/",
  docs: "https://developer.zettle.com/docs/api/oauth/overview",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://oauth.zettle.com/authorize",
  token: "https://oauth.zettle.com/token",
  userinfo: "https://oauth.zettle.com/users/self",
  scope: ["READ:USERINFO"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "uuid" },
});
