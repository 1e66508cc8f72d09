/** Mail.ru: mail in Russia. */
import { oauth2 } from "../../entry.ts";

export const mailru = oauth2({
  id: "mailru",
  name: "Mail.ru",
  register: "https://o2.mail.ru/app/",
  docs: "https://o2.mail.ru/docs",
  status: "moved",
  note: "The older service of My World (connect.mail.ru) had ids of its own.",
  known: { sources: 5, date: "2026-11-20" },
  authorize: "https://oauth.mail.ru/login",
  token: "https://oauth.mail.ru/token",
  userinfo: "https://oauth.mail.ru/userinfo",
  scope: ["userinfo"],
  pkce: false,
  tokenAuth: "basic",
  quirks: { tokenPlacement: { query: "access_token" } },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "nickname",
    name: "name",
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "image",
  },
});
