/** FreshBooks: invoices. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const freshbooks = oauth2({
  id: "freshbooks",
  name: "FreshBooks",
  register: "https://my.freshbooks.com/#/developer",
  docs: "https://www.freshbooks.com/api/authentication",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://auth.freshbooks.com/service/auth/oauth/authorize",
  token: "https://api.freshbooks.com/auth/oauth/token",
  userinfo: "https://api.freshbooks.com/auth/api/v1/users/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "response" },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
