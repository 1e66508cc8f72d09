/** 23andMe, as its closed developer programme had it. */
import { oauth2 } from "../entry.ts";

export const twentythreeandme = oauth2({
  id: "twentythreeandme",
  name: "23andMe",
  register: "https://api.23andme.com/dev/",
  status: "closed",
  note: "Third-party access to the API was withdrawn in 2018.",
  known: { sources: 3, date: "2026-11-20" },
  callbackPath: "/23andme/login/callback/",
  authorize: "https://api.23andme.com/authorize",
  token: "https://api.23andme.com/token",
  userinfo: "https://api.23andme.com/1/user/",
  scope: ["basic", "email"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", email: "email" },
});
