/** mailcow: a mail server of one's own. */
import { oauth2 } from "../../entry.ts";

export const mailcow = oauth2({
  id: "mailcow",
  name: "mailcow",
  docs: "https://docs.mailcow.email/",
  note: "An address is a mailbox of that very server.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", default: "https://hosted.mailcow.de", allauth: "SERVER" } },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{url}/oauth/profile",
  scope: ["profile"],
  pkce: false,
  quirks: { tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "displayName", email: "email" },
});
