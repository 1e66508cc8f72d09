/** RingCentral: telephony. */
import { oauth2 } from "../../entry.ts";

export const ringcentral = oauth2({
  id: "ringcentral",
  name: "RingCentral",
  register: "https://developers.ringcentral.com/my-account.html",
  docs: "https://developers.ringcentral.com/guide/authentication/auth-code-flow",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://platform.ringcentral.com/restapi/oauth/authorize",
  token: "https://platform.ringcentral.com/restapi/oauth/token",
  userinfo: "https://platform.ringcentral.com/restapi/v1.0/account/~/extension/~",
  revoke: "https://platform.ringcentral.com/restapi/oauth/revoke",
  scope: [],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "id",
    name: "name",
    given_name: "contact.firstName",
    family_name: "contact.lastName",
    email: "contact.email",
  },
});
