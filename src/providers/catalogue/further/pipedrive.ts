/** Pipedrive: sales. */
import { oauth2 } from "../../entry.ts";

export const pipedrive = oauth2({
  id: "pipedrive",
  name: "Pipedrive",
  register: "https://developers.pipedrive.com/",
  docs: "https://pipedrive.readme.io/docs/marketplace-oauth-authorization",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://oauth.pipedrive.com/oauth/authorize",
  token: "https://oauth.pipedrive.com/oauth/token",
  userinfo: "https://api.pipedrive.com/v1/users/me",
  scope: ["base"],
  pkce: false,
  tokenAuth: "basic",
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "icon_url" },
});
