/** Agave, the science gateway, as version 2 of its tenants had it. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const agave = oauth2({
  id: "agave",
  name: "AgaveAPI",
  register: "https://bitbucket.org/agaveapi/cli/overview",
  status: "closed",
  note: "Agave version 2 is retired; Tapis version 3 followed it, with addresses of its own for each tenant.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    apiUrl: {
      label: "Tenant",
      help: "The address of your tenant.",
      type: "url",
      default: "https://public.agaveapi.co",
      allauth: "API_URL",
    },
  },
  authorize: "{apiUrl}/authorize",
  token: "{apiUrl}/token",
  userinfo: "{apiUrl}/profiles/v2/me",
  scope: ["PRODUCTION"],
  pkce: false,
  quirks: { unwrap: "result" },
  emailTrust: "never",
  // A user name stays with its account. The time of its making, which other clients take for an id, is no one's alone.
  claims: {
    sub: "username",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "avatar_url",
  },
});
