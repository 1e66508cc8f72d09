/** Gitee: code from China. */
import { oauth2 } from "../../entry.ts";

export const gitee = oauth2({
  id: "gitee",
  name: "Gitee",
  register: "https://gitee.com/oauth/applications",
  docs: "https://gitee.com/api/v5/oauth_doc",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://gitee.com/oauth/authorize",
  token: "https://gitee.com/oauth/token",
  userinfo: "https://gitee.com/api/v5/user",
  extra: { emails: { url: "https://gitee.com/api/v5/emails" } },
  scope: ["user_info", "emails"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "login",
    name: "name",
    email: ["email", "$extra.emails[0].email"],
    picture: "avatar_url",
  },
});
