/** LiveChat: customer support, by Text. */
import { oauth2 } from "../../entry.ts";

export const livechat = oauth2({
  id: "livechat",
  name: "LiveChat",
  register: "https://platform.text.com/console",
  docs: "https://platform.text.com/docs/authorization",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://accounts.livechat.com/",
  token: "https://accounts.livechat.com/v2/token",
  userinfo: "https://accounts.livechat.com/v2/accounts/me",
  scope: ["accounts--my:ro"],
  pkce: true,
  emailTrust: "claim",
  claims: { sub: "account_id", name: "name", email: "email", email_verified: "email_verified", picture: "avatar_url" },
});
