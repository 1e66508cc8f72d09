/** Feishu (Lark in the rest of the world). Failures come with status 200 and a `code` that is not 0. */
import { oauth2 } from "../entry.ts";

export const feishu = oauth2({
  id: "feishu",
  name: "Feishu",
  register: "https://open.feishu.cn/app",
  docs: "https://open.feishu.cn/document/authentication-management/access-token/get-user-access-token",
  status: "moved",
  note: "Since 2024 plain OAuth 2.0; app_access_token is no longer needed. Put the callback among the redirect addresses.",
  known: { sources: 2, date: "2026-11-20" },
  settings: {
    region: {
      label: "Region",
      help: "feishu.cn in China, larksuite.com elsewhere.",
      type: "choice",
      choices: ["feishu.cn", "larksuite.com"],
      default: "feishu.cn",
    },
  },
  authorize: "https://accounts.{region}/open-apis/authen/v1/authorize",
  token: "https://open.{region}/open-apis/authen/v2/oauth/token",
  userinfo: "https://open.{region}/open-apis/authen/v1/user_info",
  scope: [],
  pkce: true,
  quirks: { unwrap: "data", errorField: { path: "code", ok: [0], message: "msg" } },
  emailTrust: "never",
  claims: {
    sub: "open_id",
    name: "name",
    email: ["enterprise_email", "email"],
    picture: "avatar_url",
    phone_number: "mobile",
  },
});
