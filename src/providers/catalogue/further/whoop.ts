/** WHOOP: bands that track sleep. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const whoop = oauth2({
  id: "whoop",
  name: "WHOOP",
  register: "https://developer-dashboard.whoop.com/",
  docs: "https://developer.whoop.com/docs/developing/oauth/",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://api.prod.whoop.com/oauth/oauth2/auth",
  token: "https://api.prod.whoop.com/oauth/oauth2/token",
  userinfo: "https://api.prod.whoop.com/developer/v2/user/profile/basic",
  scope: ["read:profile"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "user_id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
