/** ELIXIR AAI: the life sciences of Europe. */
import { oauth2 } from "../../entry.ts";

export const elixir = oauth2({
  id: "elixir",
  name: "ELIXIR AAI",
  status: "closed",
  note: "Life Science Login has taken its place.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://login.elixir-czech.org/oidc/authorize",
  token: "https://login.elixir-czech.org/oidc/token",
  userinfo: "https://login.elixir-czech.org/oidc/userinfo",
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
  },
});
