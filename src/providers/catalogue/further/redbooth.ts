/** Redbooth: task lists for teams. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const redbooth = oauth2({
  id: "redbooth",
  name: "Redbooth",
  docs: "https://redbooth.com/api/",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://redbooth.com/oauth2/authorize",
  token: "https://redbooth.com/oauth2/token",
  userinfo: "https://redbooth.com/api/3/me",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
