/** Uber: rides. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const uber = oauth2({
  id: "uber",
  name: "Uber",
  register: "https://developer.uber.com/dashboard",
  docs: "https://developer.uber.com/docs/riders/guides/authentication/introduction",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://auth.uber.com/oauth/v2/authorize",
  token: "https://auth.uber.com/oauth/v2/token",
  userinfo: "https://api.uber.com/v1.2/me",
  scope: ["profile"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "uuid",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "picture",
  },
});
