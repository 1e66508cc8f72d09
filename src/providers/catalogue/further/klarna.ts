/** Klarna: payments. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const klarna = oauth2({
  id: "klarna",
  name: "Klarna",
  docs: "https://docs.klarna.com/",
  known: { sources: 1, date: "2026-11-20" },
  settings: { region: { label: "Region", type: "choice", choices: ["eu", "na", "oc"], default: "eu" } },
  authorize: "https://login.klarna.com/{region}/lp/idp/oauth2/auth",
  token: "https://login.klarna.com/{region}/lp/idp/oauth2/token",
  userinfo: "https://login.klarna.com/{region}/lp/idp/userinfo",
  scope: ["openid", "offline_access", "profile:name", "profile:email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    name: joined("given_name", "family_name"),
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
  },
});
