/** Qiita: notes of programmers in Japan. */
import { oauth2 } from "../../entry.ts";

export const qiita = oauth2({
  id: "qiita",
  name: "Qiita",
  register: "https://qiita.com/settings/applications",
  docs: "https://qiita.com/api/v2/docs",
  note: "`id` is a name that can change; `permanent_id` is the person.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://qiita.com/api/v2/oauth/authorize",
  token: "https://qiita.com/api/v2/access_tokens",
  userinfo: "https://qiita.com/api/v2/authenticated_user",
  scope: ["read_qiita"],
  pkce: false,
  quirks: { tokenBody: "json", tokenOmit: ["redirect_uri"], tokenAnswer: { access_token: "token" } },
  emailTrust: "never",
  claims: { sub: "permanent_id", preferred_username: "id", name: "name", picture: "profile_image_url" },
});
