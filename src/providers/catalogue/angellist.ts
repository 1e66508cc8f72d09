/** AngelList, as its closed API had it. */
import { oauth2 } from "../entry.ts";
import { lastSegment } from "./claim-sources.ts";

export const angellist = oauth2({
  id: "angellist",
  name: "AngelList",
  register: "https://angel.co/api/oauth/clients",
  status: "closed",
  note: "AngelList became Wellfound in 2022 and closed its public API.",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://angel.co/api/oauth/authorize/",
  token: "https://angel.co/api/oauth/token/",
  userinfo: "https://api.angel.co/1/me/",
  scope: [],
  pkce: false,
  quirks: { tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: lastSegment("angellist_url"),
    name: "name",
    email: "email",
    picture: "image",
  },
});
