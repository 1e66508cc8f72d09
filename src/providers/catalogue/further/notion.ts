/** Notion: notes and databases. */
import { oauth2 } from "../../entry.ts";

export const notion = oauth2({
  id: "notion",
  name: "Notion",
  register: "https://www.notion.so/my-integrations",
  docs: "https://developers.notion.com/docs/authorization",
  known: { sources: 7, date: "2026-11-20" },
  authorize: "https://api.notion.com/v1/oauth/authorize",
  token: "https://api.notion.com/v1/oauth/token",
  userinfo: "https://api.notion.com/v1/users/me",
  scope: [],
  authorizeParams: { owner: "user" },
  pkce: false,
  tokenAuth: "basic",
  quirks: { tokenBody: "json", profileHeaders: { "notion-version": "2022-06-28" }, unwrap: "bot.owner.user" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "person.email", picture: "avatar_url" },
});
