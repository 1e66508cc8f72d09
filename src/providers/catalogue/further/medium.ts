/** Medium: essays. */
import { oauth2 } from "../../entry.ts";

export const medium = oauth2({
  id: "medium",
  name: "Medium",
  status: "closed",
  note: "API unsupported, no new tokens.",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://medium.com/m/oauth/authorize",
  token: "https://api.medium.com/v1/tokens",
  userinfo: "https://api.medium.com/v1/me",
  scope: ["basicProfile"],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "name", picture: "imageUrl" },
});
