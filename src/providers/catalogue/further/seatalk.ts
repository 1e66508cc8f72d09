/** SeaTalk: business chat, by Sea. */
import { oauth2 } from "../../entry.ts";

export const seatalk = oauth2({
  id: "seatalk",
  name: "SeaTalk",
  docs: "https://open.seatalk.io/docs/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://seatalkweb.com/webapp/oauth2/authorize",
  token: "https://seatalkweb.com/webapp/oauth2/token",
  userinfo: "https://seatalkweb.com/webapp/oauth2/profile",
  scope: ["email"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "user_id", name: "name", email: "email" },
});
