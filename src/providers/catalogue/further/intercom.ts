/** Intercom: customer support. */
import { oauth2 } from "../../entry.ts";

export const intercom = oauth2({
  id: "intercom",
  name: "Intercom",
  register: "https://app.intercom.com/a/apps/_/developer-hub",
  docs: "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication/setting-up-oauth",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://app.intercom.com/oauth",
  token: "https://api.intercom.io/auth/eagle/token",
  userinfo: "https://api.intercom.io/me",
  scope: [],
  pkce: false,
  emailTrust: "claim",
  claims: { sub: "id", name: "name", email: "email", email_verified: "email_verified", picture: "avatar.image_url" },
});
