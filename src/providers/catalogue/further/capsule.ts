/** Capsule: customer relations. */
import { oauth2 } from "../../entry.ts";

export const capsule = oauth2({
  id: "capsule",
  name: "Capsule",
  register: "https://developer.capsulecrm.com/",
  docs: "https://developer.capsulecrm.com/v2/overview/authentication",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://api.capsulecrm.com/oauth/authorise",
  token: "https://api.capsulecrm.com/oauth/token",
  userinfo: "https://api.capsulecrm.com/api/v2/users/current",
  scope: ["read"],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "name" },
});
