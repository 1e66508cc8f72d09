/** Edmodo, as it was. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const edmodo = oauth2({
  id: "edmodo",
  name: "Edmodo",
  register: "https://developers.edmodo.com/",
  status: "closed",
  note: "Edmodo closed on 22 September 2022.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://api.edmodo.com/oauth/authorize",
  token: "https://api.edmodo.com/oauth/token",
  userinfo: "https://api.edmodo.com/users/me",
  scope: ["basic", "read_user_email"],
  pkce: false,
  quirks: { tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "avatars.large",
  },
});
