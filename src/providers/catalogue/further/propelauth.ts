/** PropelAuth: user management for companies. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const propelauth = oauth2({
  id: "propelauth",
  name: "PropelAuth",
  docs: "https://docs.propelauth.com/",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Auth URL", help: "As the dashboard shows it.", type: "url", required: true } },
  authorize: "{url}/propelauth/oauth/authorize",
  token: "{url}/propelauth/oauth/token",
  userinfo: "{url}/propelauth/oauth/userinfo",
  scope: ["email", "profile"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "user_id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    email_verified: "email_confirmed",
    picture: "picture_url",
  },
});
