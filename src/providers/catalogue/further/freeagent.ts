/** FreeAgent: bookkeeping. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const freeagent = oauth2({
  id: "freeagent",
  name: "FreeAgent",
  register: "https://dev.freeagent.com/",
  docs: "https://dev.freeagent.com/docs/oauth",
  note: "A user's id is the address of the user in the API.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.freeagent.com/v2/approve_app",
  token: "https://api.freeagent.com/v2/token_endpoint",
  userinfo: "https://api.freeagent.com/v2/users/me",
  scope: [],
  pkce: false,
  tokenAuth: "basic",
  quirks: { profileHeaders: { "user-agent": "Alldoor" }, unwrap: "user" },
  emailTrust: "never",
  claims: {
    sub: "url",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
