/** Typetalk: team chat. */
import { oauth2 } from "../../entry.ts";

export const typetalk = oauth2({
  id: "typetalk",
  name: "Typetalk",
  docs: "https://developer.nulab.com/docs/typetalk/",
  status: "closed",
  note: "Closed in December 2025.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://typetalk.com/oauth2/authorize",
  token: "https://typetalk.com/oauth2/access_token",
  userinfo: "https://typetalk.com/api/v1/profile",
  scope: ["my"],
  pkce: false,
  quirks: { unwrap: "account" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "name", name: "fullName", email: "mailAddress", picture: "imageUrl" },
});
