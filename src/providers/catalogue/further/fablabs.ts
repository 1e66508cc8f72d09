/** Fablabs.io: the people of fab labs. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const fablabs = oauth2({
  id: "fablabs",
  name: "Fablabs.io",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "API", type: "url", default: "https://api.fablabs.io" } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "avatar_url",
  },
});
