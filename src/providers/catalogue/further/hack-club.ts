/** Hack Club: a network of young programmers. */
import { oidc } from "../../entry.ts";

export const hackClub = oidc({
  id: "hack_club",
  name: "Hack Club",
  register: "https://auth.hackclub.com/",
  docs: "https://auth.hackclub.com/docs",
  known: { sources: 0, date: "2026-11-20" },
  issuer: "https://auth.hackclub.com",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "claim",
  claims: { sub: "sub", name: "name", email: "email", email_verified: "email_verified" },
});
