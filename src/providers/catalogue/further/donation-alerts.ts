/** DonationAlerts: donations for streamers. */
import { oauth2 } from "../../entry.ts";

export const donationAlerts = oauth2({
  id: "donation-alerts",
  name: "DonationAlerts",
  register: "https://www.donationalerts.com/application/clients",
  docs: "https://www.donationalerts.com/apidoc",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://www.donationalerts.com/oauth/authorize",
  token: "https://www.donationalerts.com/oauth/token",
  userinfo: "https://www.donationalerts.com/api/v1/user/oauth",
  scope: ["oauth-user-show"],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "code", name: "name", email: "email", picture: "avatar" },
});
