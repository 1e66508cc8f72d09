/** Taobao: a market in China. */
import { oauth2 } from "../../entry.ts";

export const taobao = oauth2({
  id: "taobao",
  name: "Taobao",
  register: "https://open.taobao.com/",
  docs: "https://open.taobao.com/doc.htm",
  note: "The person is a part of the token answer.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://oauth.taobao.com/authorize",
  token: "https://oauth.taobao.com/token",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "taobao_user_id" },
});
