/** Stack Exchange. Its API wants an application key and the name of a site with every call. */
import { oauth2 } from "../entry.ts";

export const stackexchange = oauth2({
  id: "stackexchange",
  name: "Stack Exchange",
  register: "https://stackapps.com/apps/oauth/register",
  docs: "https://api.stackexchange.com/docs/authentication",
  note: "Leave the client-side flow off. There is no e-mail address.",
  known: { sources: 6, date: "2026-11-20" },
  settings: {
    key: {
      label: "Key",
      help: "The application's key, beside id and secret.",
      type: "text",
      required: true,
      allauth: "key",
    },
    site: { label: "Site", type: "text", pattern: "[a-z0-9.\\-]+", default: "stackoverflow", allauth: "SITE" },
  },
  authorize: "https://stackoverflow.com/oauth",
  token: "https://stackoverflow.com/oauth/access_token/json",
  userinfo: "https://api.stackexchange.com/2.3/me",
  scope: [],
  pkce: false,
  quirks: {
    tokenAnswer: { expires_in: "expires" },
    unwrap: "items[0]",
    profileQuery: { key: "{key}", site: "{site}" },
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  // The account of the whole network; user_id is another one on each site.
  claims: { sub: "account_id", preferred_username: "display_name", name: "display_name", picture: "profile_image" },
});
