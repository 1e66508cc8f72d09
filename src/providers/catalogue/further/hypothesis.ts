/** Hypothesis: notes on web pages. */
import { oauth2 } from "../../entry.ts";

export const hypothesis = oauth2({
  id: "hypothesis",
  name: "Hypothesis",
  docs: "https://h.readthedocs.io/en/latest/api/authorization/",
  note: "A user name there is given once and never changed.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://hypothes.is/oauth/authorize",
  token: "https://hypothes.is/api/token",
  userinfo: "https://api.hypothes.is/api/profile",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "userid", name: "user_info.display_name" },
});
