/** Credly Acclaim: digital badges, called Credly today. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const acclaim = oauth2({
  id: "acclaim",
  name: "Credly Acclaim",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.youracclaim.com/oauth/authorize",
  token: "https://api.youracclaim.com/oauth/token",
  userinfo: "https://api.youracclaim.com/oauth/v1/users/self",
  scope: [],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "photo_url",
  },
});
