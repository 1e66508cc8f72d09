/** Universe: tickets. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const universe = oauth2({
  id: "universe",
  name: "Universe",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.universe.com/oauth/authorize",
  token: "https://www.universe.com/oauth/token",
  userinfo: "https://www.universe.com/api/v2/current_user",
  scope: [],
  pkce: false,
  quirks: { unwrap: "current_user" },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
