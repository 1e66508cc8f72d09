/** Wahoo: bike computers. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const wahoo = oauth2({
  id: "wahoo",
  name: "Wahoo",
  register: "https://developers.wahooligan.com/",
  docs: "https://cloud-api.wahooligan.com/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.wahooligan.com/oauth/authorize",
  token: "https://api.wahooligan.com/oauth/token",
  userinfo: "https://api.wahooligan.com/v1/user",
  scope: ["user_read", "email"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: joined("first", "last"), given_name: "first", family_name: "last", email: "email" },
});
