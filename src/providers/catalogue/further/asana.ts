/** Asana: task lists for teams. */
import { oauth2 } from "../../entry.ts";

export const asana = oauth2({
  id: "asana",
  name: "Asana",
  register: "https://app.asana.com/0/my-apps",
  docs: "https://developers.asana.com/docs/oauth",
  known: { sources: 5, date: "2026-11-20" },
  authorize: "https://app.asana.com/-/oauth_authorize",
  token: "https://app.asana.com/-/oauth_token",
  userinfo: "https://app.asana.com/api/1.0/users/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "gid", name: "name", email: "email", picture: "photo.image_128x128" },
});
