/** Mailchimp. The token goes out after the word `OAuth`; a lifetime of 0 means that it never ends. */
import { oauth2 } from "../entry.ts";

export const mailchimp = oauth2({
  id: "mailchimp",
  name: "Mailchimp",
  register: "https://admin.mailchimp.com/account/oauth2/",
  docs: "https://mailchimp.com/developer/marketing/guides/access-user-data-oauth-2/",
  note: "The callback address must be https; on one's own machine it is 127.0.0.1, not localhost.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://login.mailchimp.com/oauth2/authorize",
  token: "https://login.mailchimp.com/oauth2/token",
  userinfo: "https://login.mailchimp.com/oauth2/metadata",
  scope: [],
  pkce: false,
  quirks: { tokenPlacement: { header: "authorization", scheme: "OAuth" } },
  emailTrust: "never",
  claims: {
    sub: "user_id",
    preferred_username: "login.login_name",
    name: "accountname",
    email: ["login.login_email", "login.email"],
    picture: "login.avatar",
  },
});
