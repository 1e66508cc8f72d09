/** Autodesk: Autodesk Platform Services. */
import { oauth2 } from "../../entry.ts";

export const autodesk = oauth2({
  id: "autodesk",
  name: "Autodesk",
  register: "https://aps.autodesk.com/myapps/",
  docs: "https://aps.autodesk.com/en/docs/oauth/v2/",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://developer.api.autodesk.com/authentication/v2/authorize",
  token: "https://developer.api.autodesk.com/authentication/v2/token",
  userinfo: "https://api.userprofile.autodesk.com/userinfo",
  revoke: "https://developer.api.autodesk.com/authentication/v2/revoke",
  scope: ["user-profile:read"],
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
