/** SourceHut: code and mailing lists. */
import { oauth2 } from "../../entry.ts";

export const sourcehut = oauth2({
  id: "sourcehut",
  name: "SourceHut",
  register: "https://meta.sr.ht/oauth2",
  docs: "https://man.sr.ht/meta.sr.ht/oauth.md",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://meta.sr.ht/oauth2/authorize",
  token: "https://meta.sr.ht/oauth2/access-token",
  userinfo: "https://meta.sr.ht/query",
  scope: ["meta.sr.ht/PROFILE:RO"],
  pkce: false,
  tokenAuth: "basic",
  quirks: { profileBody: { json: { query: "query { me { id username email } }" } }, unwrap: "data.me" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "username", email: "email" },
});
