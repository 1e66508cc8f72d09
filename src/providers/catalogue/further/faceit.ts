/** FACEIT: tournaments of players. */
import { oauth2 } from "../../entry.ts";

export const faceit = oauth2({
  id: "faceit",
  name: "FACEIT",
  register: "https://developers.faceit.com/",
  docs: "https://docs.faceit.com/docs/auth/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://accounts.faceit.com/accounts?redirect_popup=true",
  token: "https://api.faceit.com/auth/v1/oauth/token",
  userinfo: "https://api.faceit.com/auth/v1/resources/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: true,
  tokenAuth: "basic",
  emailTrust: "claim",
  claims: {
    sub: "guid",
    preferred_username: "nickname",
    name: "nickname",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
