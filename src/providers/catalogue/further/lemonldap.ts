/** LemonLDAP::NG: a single sign-on portal of one's own. */
import { oauth2 } from "../../entry.ts";

export const lemonldap = oauth2({
  id: "lemonldap",
  name: "LemonLDAP::NG",
  docs: "https://lemonldap-ng.org/documentation/latest/idpopenidconnect.html",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Portal", type: "url", required: true, allauth: "LEMONLDAP_URL" } },
  authorize: "{url}/oauth2/authorize",
  token: "{url}/oauth2/token",
  userinfo: "{url}/oauth2/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: true,
  quirks: { profileMethod: "POST" },
  emailTrust: "never",
  claims: { sub: "sub", preferred_username: "preferred_username", name: "name", email: "email", picture: "picture" },
});
