/** Life Science Login: one identity for the life sciences of Europe. */
import { oauth2 } from "../../entry.ts";

export const lifescience = oauth2({
  id: "lifescience",
  name: "Life Science Login",
  docs: "https://lifescience-ri.eu/ls-login/documentation/",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://login.aai.lifescience-ri.eu/oidc/authorize",
  token: "https://login.aai.lifescience-ri.eu/oidc/token",
  userinfo: "https://login.aai.lifescience-ri.eu/oidc/userinfo",
  scope: ["openid", "email", "profile"],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
  },
});
