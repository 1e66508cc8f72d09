/** Pinterest, by version 5 of its API. */
import { oauth2 } from "../entry.ts";

export const pinterest = oauth2({
  id: "pinterest",
  name: "Pinterest",
  register: "https://developers.pinterest.com/apps/",
  docs: "https://developers.pinterest.com/docs/getting-started/set-up-authentication-and-authorization/",
  status: "moved",
  note: "Version 1 is gone, version 3 ended on 30 June 2023; read_public became user_accounts:read.",
  known: { sources: 6, date: "2026-11-20" },
  settings: {
    pinterestUrl: { label: "API host", type: "host", default: "api.pinterest.com", allauth: "PINTEREST_URL" },
    pinterestVersion: {
      label: "API version",
      type: "text",
      pattern: "v\\d{1,2}",
      default: "v5",
      allauth: "PINTEREST_VERSION",
    },
  },
  authorize: "https://www.pinterest.com/oauth/",
  token: "https://{pinterestUrl}/{pinterestVersion}/oauth/token",
  userinfo: "https://{pinterestUrl}/{pinterestVersion}/user_account",
  scope: ["user_accounts:read"],
  scopeSeparator: ",",
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: ["business_name", "username"], picture: "profile_image" },
  colour: "#e60023",
});
