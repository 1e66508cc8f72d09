/** Brightspace: courses, by D2L. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const brightspace = oauth2({
  id: "brightspace",
  name: "Brightspace",
  docs: "https://docs.valence.desire2learn.com/basic/oauth2.html",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    url: { label: "Site", help: "For example https://example.brightspace.com.", type: "url", required: true },
  },
  authorize: "https://auth.brightspace.com/oauth2/auth",
  token: "https://auth.brightspace.com/core/connect/token",
  userinfo: "{url}/d2l/api/lp/1.43/users/whoami",
  scope: ["users:own_profile:read"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "Identifier",
    preferred_username: "UniqueName",
    name: joined("FirstName", "LastName"),
    given_name: "FirstName",
    family_name: "LastName",
  },
});
