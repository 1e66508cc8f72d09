/** UCL: the university's own, by UCL API. */
import { oauth2 } from "../../entry.ts";

export const ucl = oauth2({
  id: "ucl",
  name: "UCL",
  register: "https://uclapi.com/dashboard",
  docs: "https://uclapi.com/docs",
  note: "The profile's address carries token and client secret, as the provider wants it.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://uclapi.com/oauth/authorise",
  token: "https://uclapi.com/oauth/token",
  userinfo: "https://uclapi.com/oauth/user/data",
  scope: [],
  pkce: false,
  quirks: {
    profileQuery: { client_secret: "{clientSecret}" },
    tokenMethod: "GET",
    tokenOmit: ["redirect_uri"],
    tokenPlacement: { query: "token" },
  },
  emailTrust: "never",
  claims: { sub: "upi", preferred_username: "cn", name: "full_name", given_name: "given_name", email: "email" },
});
