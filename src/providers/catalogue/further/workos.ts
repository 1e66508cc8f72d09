/** WorkOS: sign-in of companies as a service. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const workos = oauth2({
  id: "workos",
  name: "WorkOS",
  register: "https://dashboard.workos.com/",
  docs: "https://workos.com/docs/reference/sso",
  note: "Which connection is meant is said by the authorization parameters: provider, organization or connection.",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://api.workos.com/sso/authorize",
  token: "https://api.workos.com/sso/token",
  userinfo: "https://api.workos.com/sso/profile",
  scope: [],
  authorizeParams: { provider: "authkit" },
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "raw_attributes.picture",
  },
});
