/** Lark: the international Feishu. */
import { oauth2 } from "../../entry.ts";

export const lark = oauth2({
  id: "lark",
  name: "Lark",
  register: "https://open.larksuite.com/app",
  docs: "https://open.larksuite.com/document/",
  note: "`union_id` is one person at all of a developer's applications; `open_id` is another one at each.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://accounts.larksuite.com/open-apis/authen/v1/authorize",
  token: "https://open.larksuite.com/open-apis/authen/v2/oauth/token",
  userinfo: "https://open.larksuite.com/open-apis/authen/v1/user_info",
  scope: [],
  pkce: true,
  quirks: { tokenBody: "json", errorField: { path: "code", ok: [0], message: "msg" }, unwrap: "data" },
  emailTrust: "never",
  claims: {
    sub: "union_id",
    name: "name",
    email: ["enterprise_email", "email"],
    picture: "avatar_url",
    phone_number: "mobile",
  },
});
