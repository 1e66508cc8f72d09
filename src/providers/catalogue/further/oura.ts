/** Oura: rings that track sleep. */
import { oauth2 } from "../../entry.ts";

export const oura = oauth2({
  id: "oura",
  name: "Oura",
  register: "https://cloud.ouraring.com/oauth/applications",
  docs: "https://cloud.ouraring.com/docs/authentication",
  status: "moved",
  note: "Version 1 of the API is gone; version 2 has another profile address.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://cloud.ouraring.com/oauth/authorize",
  token: "https://api.ouraring.com/oauth/token",
  userinfo: "https://api.ouraring.com/v2/usercollection/personal_info",
  scope: ["email", "personal"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", email: "email" },
});
