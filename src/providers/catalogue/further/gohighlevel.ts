/** HighLevel: marketing for agencies. */
import { oauth2 } from "../../entry.ts";

export const gohighlevel = oauth2({
  id: "gohighlevel",
  name: "HighLevel",
  register: "https://marketplace.gohighlevel.com/",
  docs: "https://highlevel.stoplight.io/docs/integrations/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://marketplace.leadconnectorhq.com/oauth/chooselocation",
  token: "https://services.leadconnectorhq.com/oauth/token",
  userinfo: "https://services.leadconnectorhq.com/users/{token.userId}",
  scope: ["users.readonly"],
  pkce: false,
  quirks: { profileHeaders: { version: "2021-07-28" } },
  emailTrust: "never",
  claims: { sub: "id", name: "name", given_name: "firstName", family_name: "lastName", email: "email" },
});
