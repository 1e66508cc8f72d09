/** HubSpot: customer relations. */
import { oauth2 } from "../../entry.ts";

export const hubspot = oauth2({
  id: "hubspot",
  name: "HubSpot",
  register: "https://app.hubspot.com/signup-hubspot/developers",
  docs: "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/oauth/oauth-quickstart-guide",
  note: "A person is a user of one HubSpot account, whose number is `hub_id`.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://app.hubspot.com/oauth/authorize",
  token: "https://api.hubapi.com/oauth/v1/token",
  userinfo: "https://api.hubapi.com/oauth/v1/access-tokens/{accessToken}",
  scope: ["oauth"],
  pkce: false,
  quirks: { tokenPlacement: "none" },
  emailTrust: "never",
  claims: { sub: "user_id", email: "user" },
});
