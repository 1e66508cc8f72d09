/** Zotero: a library of research papers. */
import { oauth1 } from "../../entry.ts";

export const zotero = oauth1({
  id: "zotero",
  name: "Zotero",
  register: "https://www.zotero.org/oauth/apps",
  docs: "https://www.zotero.org/support/dev/web_api/v3/oauth",
  note: "The person is a part of the token answer.",
  known: { sources: 1, date: "2026-11-20" },
  requestToken: "https://www.zotero.org/oauth/request",
  authorize: "https://www.zotero.org/oauth/authorize",
  token: "https://www.zotero.org/oauth/access",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "userID", preferred_username: "username", name: "username" },
});
