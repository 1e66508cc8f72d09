/** Blackboard Learn: courses of universities. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const blackboard = oauth2({
  id: "blackboard",
  name: "Blackboard Learn",
  register: "https://developer.blackboard.com/",
  docs: "https://docs.anthology.com/docs/rest-apis/",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: { label: "Server", help: "For example https://example.blackboard.com.", type: "url", required: true },
  },
  authorize: "{url}/learn/api/public/v1/oauth2/authorizationcode",
  token: "{url}/learn/api/public/v1/oauth2/token",
  userinfo: "{url}/learn/api/public/v1/users/uuid:{token.user_id}",
  scope: ["read"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "uuid",
    preferred_username: "userName",
    name: joined("name.given", "name.family"),
    given_name: "name.given",
    family_name: "name.family",
    email: "contact.email",
    picture: "avatar.viewUrl",
  },
});
