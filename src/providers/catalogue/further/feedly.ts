/** Feedly: news feeds. */
import { oauth2 } from "../../entry.ts";

export const feedly = oauth2({
  id: "feedly",
  name: "Feedly",
  docs: "https://developers.feedly.com/",
  known: { sources: 2, date: "2026-11-20" },
  settings: {
    host: {
      label: "Environment",
      type: "choice",
      choices: ["cloud.feedly.com", "sandbox7.feedly.com"],
      default: "cloud.feedly.com",
    },
  },
  authorize: "https://{host}/v3/auth/auth",
  token: "https://{host}/v3/auth/token",
  userinfo: "https://{host}/v3/profile",
  scope: ["https://cloud.feedly.com/subscriptions"],
  pkce: false,
  quirks: { tokenPlacement: { header: "authorization", scheme: "OAuth" } },
  emailTrust: "never",
  claims: { sub: "id", given_name: "givenName", family_name: "familyName", email: "email", picture: "picture" },
});
