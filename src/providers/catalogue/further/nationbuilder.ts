/** NationBuilder: campaigns. */
import { oauth2 } from "../../entry.ts";

export const nationbuilder = oauth2({
  id: "nationbuilder",
  name: "NationBuilder",
  docs: "https://support.nationbuilder.com/en/articles/9180267-oauth-quickstart",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    slug: {
      label: "Nation",
      help: "The name before .nationbuilder.com.",
      type: "text",
      pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?",
      required: true,
    },
  },
  authorize: "https://{slug}.nationbuilder.com/oauth/authorize",
  token: "https://{slug}.nationbuilder.com/oauth/token",
  userinfo: "https://{slug}.nationbuilder.com/api/v1/people/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "person" },
  emailTrust: "never",
  claims: { sub: "id", name: "full_name", given_name: "first_name", family_name: "last_name", email: "email" },
});
