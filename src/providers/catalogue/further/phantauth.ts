/** PhantAuth: random people, for tests. */
import { oidc } from "../../entry.ts";

export const phantauth = oidc({
  id: "phantauth",
  name: "PhantAuth",
  docs: "https://www.phantauth.net/doc/",
  note: "People there are made up: it is for tests.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://phantauth.net",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    picture: "picture",
  },
});
