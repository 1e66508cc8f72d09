/** Smartsheet: work in sheets. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const smartsheet = oauth2({
  id: "smartsheet",
  name: "Smartsheet",
  docs: "https://developers.smartsheet.com/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://app.smartsheet.com/b/authorize",
  token: "https://api.smartsheet.com/2.0/token",
  userinfo: "https://api.smartsheet.com/2.0/users/me",
  scope: ["READ_USERS"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("firstName", "lastName"),
    given_name: "firstName",
    family_name: "lastName",
    email: "email",
  },
});
