/** Fence: the sign-in of Gen3 data commons. */
import { oidc } from "../../entry.ts";

export const fence = oidc({
  id: "fence",
  name: "Fence",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Data commons", type: "url", default: "https://nci-crdc.datacommons.io" } },
  issuer: "{url}",
  scope: ["openid", "user"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: "context.user.name",
    name: "context.user.display_name",
    email: "context.user.email",
  },
});
