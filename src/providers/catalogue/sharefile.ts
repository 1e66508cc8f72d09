/** ShareFile: an organization's own subdomain, at three domains. */
import { oauth2 } from "../entry.ts";

export const sharefile = oauth2({
  id: "sharefile",
  name: "ShareFile",
  register: "https://api.sharefile.com/apikeys",
  docs: "https://api.sharefile.com/gettingstarted/oauth2",
  note: "ShareFile has been Progress's since 2024.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    subdomain: {
      label: "Subdomain",
      help: "test for https://test.sharefile.com.",
      type: "text",
      pattern: "[A-Za-z0-9](?:[A-Za-z0-9\\-]{0,61}[A-Za-z0-9])?",
      default: "secure",
      required: true,
      allauth: "SUBDOMAIN",
    },
    apicp: { label: "Control plane", type: "host", default: "sharefile.com", allauth: "APICP" },
    defaultUrl: {
      label: "Default address",
      type: "url",
      default: "https://secure.sharefile.com",
      allauth: "DEFAULT_URL",
    },
  },
  authorize: "{defaultUrl}/oauth/authorize",
  token: "https://{subdomain}.{apicp}/oauth/token",
  userinfo: "https://{subdomain}.sf-api.com/sf/v3/Users",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "Id",
    preferred_username: "Username",
    name: "FullName",
    given_name: "FirstName",
    family_name: "LastName",
    email: "Email",
  },
});
