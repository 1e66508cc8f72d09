/** Exist. Its second API knows people by their user names alone; the first, a variant, by a number. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const exist = oauth2({
  id: "exist",
  name: "Exist",
  register: "https://exist.io/account/apps/",
  docs: "https://developer.exist.io/guide/oauth2/",
  status: "moved",
  note: "Version 2 of the API has scopes for each kind of data (mood_read, health_read); `read` and `write` are gone.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://exist.io/oauth2/authorize",
  token: "https://exist.io/oauth2/access_token",
  userinfo: "https://exist.io/api/2/accounts/profile/",
  scope: ["mood_read"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "username",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    picture: "avatar",
  },
  variants: {
    v1: oauth2({
      id: "exist",
      name: "Exist",
      known: { sources: 1, date: "2026-11-20" },
      authorize: "https://exist.io/oauth2/authorize",
      token: "https://exist.io/oauth2/access_token",
      userinfo: "https://exist.io/api/1/users/$self/profile/",
      scope: ["read"],
      pkce: false,
      emailTrust: "never",
      claims: {
        sub: "id",
        preferred_username: "username",
        name: joined("first_name", "last_name"),
        given_name: "first_name",
        family_name: "last_name",
        picture: "avatar",
      },
    }),
  },
});
