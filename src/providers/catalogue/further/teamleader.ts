/** Teamleader Focus: customer relations and invoices. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const teamleader = oauth2({
  id: "teamleader",
  name: "Teamleader Focus",
  register: "https://marketplace.focus.teamleader.eu/",
  docs: "https://developer.focus.teamleader.eu/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://focus.teamleader.eu/oauth2/authorize",
  token: "https://focus.teamleader.eu/oauth2/access_token",
  userinfo: "https://api.focus.teamleader.eu/users.me",
  scope: ["users"],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "avatar_url",
  },
});
