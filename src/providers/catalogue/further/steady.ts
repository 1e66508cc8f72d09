/** Steady: memberships of media. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const steady = oauth2({
  id: "steady",
  name: "Steady",
  register: "https://steadyhq.com/",
  docs: "https://developers.steadyhq.com/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://steadyhq.com/oauth/authorize",
  token: "https://steadyhq.com/api/v1/oauth/token",
  userinfo: "https://steadyhq.com/api/v1/users/me",
  scope: ["read"],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined('attributes["first-name"]', 'attributes["last-name"]'),
    given_name: 'attributes["first-name"]',
    family_name: 'attributes["last-name"]',
    email: "attributes.email",
    picture: 'attributes["avatar-url"]',
  },
});
