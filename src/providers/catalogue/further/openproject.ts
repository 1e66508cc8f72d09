/** OpenProject: project management of one's own. */
import { oauth2 } from "../../entry.ts";

export const openproject = oauth2({
  id: "openproject",
  name: "OpenProject",
  docs: "https://www.openproject.org/docs/api/introduction/",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/api/v3/users/me",
  scope: ["api_v3"],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "login",
    name: "name",
    given_name: "firstName",
    family_name: "lastName",
    email: "email",
    picture: "avatar",
  },
});
