/** Webflow: web sites. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const webflow = oauth2({
  id: "webflow",
  name: "Webflow",
  register: "https://webflow.com/dashboard",
  docs: "https://developers.webflow.com/data/reference/oauth-app",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://webflow.com/oauth/authorize",
  token: "https://api.webflow.com/oauth/access_token",
  userinfo: "https://api.webflow.com/v2/token/authorized_by",
  scope: ["authorized_user:read"],
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
