/** Rekono: electronic identity in Slovenia. */
import { oauth2 } from "../../entry.ts";

export const rekono = oauth2({
  id: "rekono",
  name: "Rekono",
  docs: "https://www.rekono.si/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://idp.rekono.si/openid-connect-server-webapp/authorize",
  token: "https://idp.rekono.si/openid-connect-server-webapp/token",
  userinfo: "https://idp.rekono.si/openid-connect-server-webapp/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: false,
  quirks: { profileMethod: "POST" },
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name", email: "email" },
});
