/** Clever: single sign-on for schools. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const clever = oauth2({
  id: "clever",
  name: "Clever",
  register: "https://apps.clever.com/",
  docs: "https://dev.clever.com/docs/oauth-oidc-overview",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://clever.com/oauth/authorize",
  token: "https://clever.com/oauth/tokens",
  userinfo: "https://api.clever.com/v3.0/me",
  extra: { user: { url: "https://api.clever.com/v3.0/users/{profile.data.id}" } },
  scope: [],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "data.id",
    name: joined("$extra.user.data.name.first", "$extra.user.data.name.last"),
    given_name: "$extra.user.data.name.first",
    family_name: "$extra.user.data.name.last",
    email: "$extra.user.data.email",
  },
});
