/** Dropbox. The profile is asked for by POST, without a body. */
import { oauth2 } from "../entry.ts";

export const dropbox = oauth2({
  id: "dropbox",
  name: "Dropbox",
  register: "https://www.dropbox.com/developers/apps",
  docs: "https://developers.dropbox.com/oauth-guide",
  note: "The callback address must be https. A refresh token comes with token_access_type=offline.",
  known: { sources: 10, date: "2026-11-20" },
  authorize: "https://www.dropbox.com/oauth2/authorize",
  token: "https://api.dropboxapi.com/oauth2/token",
  userinfo: "https://api.dropboxapi.com/2/users/get_current_account",
  scope: ["account_info.read"],
  pkce: true,
  quirks: { profileMethod: "POST" },
  emailTrust: "claim",
  claims: {
    sub: "account_id",
    name: "name.display_name",
    given_name: "name.given_name",
    family_name: "name.surname",
    email: "email",
    email_verified: "email_verified",
    picture: "profile_photo_url",
    locale: "locale",
  },
  colour: "#0061ff",
});
