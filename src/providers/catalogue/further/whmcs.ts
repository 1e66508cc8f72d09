/** WHMCS: the shop of hosting companies. */
import { oauth2 } from "../../entry.ts";

export const whmcs = oauth2({
  id: "whmcs",
  name: "WHMCS",
  docs: "https://docs.whmcs.com/",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Client area", type: "url", required: true } },
  authorize: "{url}/oauth/authorize.php",
  token: "{url}/oauth/token.php",
  userinfo: "{url}/oauth/userinfo.php",
  scope: ["openid", "profile", "email"],
  pkce: false,
  quirks: { tokenPlacement: { query: "access_token" } },
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
  },
});
