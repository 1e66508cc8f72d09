/** Storyblok: content. */
import { oauth2 } from "../../entry.ts";

export const storyblok = oauth2({
  id: "storyblok",
  name: "Storyblok",
  register: "https://app.storyblok.com/",
  docs: "https://www.storyblok.com/docs/plugins/authentication-apps",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://app.storyblok.com/oauth/authorize",
  token: "https://app.storyblok.com/oauth/token",
  userinfo: "https://app.storyblok.com/oauth/user_info",
  scope: ["read_content"],
  pkce: true,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", name: "friendly_name" },
});
