/** FusionAuth: an identity provider of one's own. */
import { oauth2 } from "../../entry.ts";

export const fusionauth = oauth2({
  id: "fusionauth",
  name: "FusionAuth",
  docs: "https://fusionauth.io/docs/lifecycle/authenticate-users/oauth/",
  note: "The issuer is free text there, so the person is read from userinfo.",
  known: { sources: 3, date: "2026-11-20" },
  settings: { url: { label: "Address", type: "url", required: true } },
  authorize: "{url}/oauth2/authorize",
  token: "{url}/oauth2/token",
  userinfo: "{url}/oauth2/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
