/** Todoist: to-do lists. */
import { oauth2 } from "../../entry.ts";

export const todoist = oauth2({
  id: "todoist",
  name: "Todoist",
  register: "https://developer.todoist.com/appconsole.html",
  docs: "https://developer.todoist.com/api/v1/",
  note: "Version 9 of the sync API is gone; the profile has an address of its own.",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://todoist.com/oauth/authorize",
  token: "https://todoist.com/oauth/access_token",
  userinfo: "https://api.todoist.com/api/v1/user",
  scope: ["data:read"],
  scopeSeparator: ",",
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "full_name", email: "email", picture: "avatar_big" },
});
