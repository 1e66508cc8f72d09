/** Canvas: courses, by Instructure. */
import { oauth2 } from "../../entry.ts";

export const instructure = oauth2({
  id: "instructure",
  name: "Canvas",
  docs: "https://canvas.instructure.com/doc/api/file.oauth.html",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: { label: "Canvas", help: "For example https://example.instructure.com.", type: "url", required: true },
  },
  authorize: "{url}/login/oauth2/auth",
  token: "{url}/login/oauth2/token",
  userinfo: "{url}/api/v1/users/self/profile",
  scope: ["url:GET|/api/v1/users/:user_id/profile"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "login_id", name: "name", email: "primary_email", picture: "avatar_url" },
});
