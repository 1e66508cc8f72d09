/** Windows Live, as its Connect API was. */
import { oauth2 } from "../entry.ts";

export const windowslive = oauth2({
  id: "windowslive",
  name: "Windows Live",
  register: "https://apps.dev.microsoft.com/#/appList",
  status: "closed",
  note: "The Live Connect API ended in 2018; use Microsoft with the tenant consumers.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://login.live.com/oauth20_authorize.srf",
  token: "https://login.live.com/oauth20_token.srf",
  userinfo: "https://apis.live.net/v5.0/me",
  scope: ["wl.basic", "wl.emails"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: "name",
    given_name: "first_name",
    family_name: "last_name",
    email: "emails.preferred",
    locale: "locale",
  },
});
