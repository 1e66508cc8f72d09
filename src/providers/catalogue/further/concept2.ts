/** Concept2: the logbook of indoor rowers. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const concept2 = oauth2({
  id: "concept2",
  name: "Concept2",
  register: "https://log.concept2.com/developers/keys",
  docs: "https://log.concept2.com/developers/documentation/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://log.concept2.com/oauth/authorize",
  token: "https://log.concept2.com/oauth/access_token",
  userinfo: "https://log.concept2.com/api/users/me",
  scope: ["user:read"],
  scopeSeparator: ",",
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "profile_image",
  },
});
