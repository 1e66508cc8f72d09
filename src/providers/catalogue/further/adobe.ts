/** Adobe: Adobe IDs, by the Identity Management Service. */
import { oauth2 } from "../../entry.ts";

export const adobe = oauth2({
  id: "adobe",
  name: "Adobe",
  register: "https://developer.adobe.com/console",
  docs: "https://developer.adobe.com/developer-console/docs/guides/authentication/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://ims-na1.adobelogin.com/ims/authorize/v2",
  token: "https://ims-na1.adobelogin.com/ims/token/v3",
  userinfo: "https://ims-na1.adobelogin.com/ims/userinfo/v2",
  scope: ["openid", "email", "profile"],
  scopeSeparator: ",",
  pkce: false,
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
