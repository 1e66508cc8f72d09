/** PeeringDB: where networks meet. */
import { oauth2 } from "../../entry.ts";

export const peeringdb = oauth2({
  id: "peeringdb",
  name: "PeeringDB",
  register: "https://www.peeringdb.com/",
  docs: "https://docs.peeringdb.com/oauth/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://auth.peeringdb.com/oauth2/authorize",
  token: "https://auth.peeringdb.com/oauth2/token/",
  userinfo: "https://auth.peeringdb.com/profile/v1",
  scope: ["profile", "email"],
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "id",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "verified_email",
  },
});
