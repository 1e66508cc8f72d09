/** ClassLink: single sign-on for schools. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const classlink = oauth2({
  id: "classlink",
  name: "ClassLink",
  docs: "https://help.classlink.com/s/article/oauth2-reference",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://launchpad.classlink.com/oauth2/v2/auth",
  token: "https://launchpad.classlink.com/oauth2/v2/token",
  userinfo: "https://nodeapi.classlink.com/v2/my/info",
  scope: ["profile"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "UserId",
    preferred_username: "LoginId",
    name: joined("FirstName", "LastName"),
    given_name: "FirstName",
    family_name: "LastName",
    email: "Email",
  },
});
