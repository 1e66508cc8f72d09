/** Withings: scales and watches. */
import { oauth2 } from "../../entry.ts";

export const withings = oauth2({
  id: "withings",
  name: "Withings",
  register: "https://developer.withings.com/dashboard/",
  docs: "https://developer.withings.com/developer-guide/v3/integration-guide/public-health-data-api/get-access/oauth-web-flow/",
  note: "The person is a number in the token answer.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://account.withings.com/oauth2_user/authorize2",
  token: "https://wbsapi.withings.net/v2/oauth2",
  scope: ["user.info"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    tokenParams: { action: "requesttoken" },
    tokenAnswer: {
      access_token: "body.access_token",
      refresh_token: "body.refresh_token",
      expires_in: "body.expires_in",
      scope: "body.scope",
    },
    errorField: { path: "status", ok: [0], message: "error" },
    unwrap: "body",
  },
  emailTrust: "never",
  claims: { sub: "userid" },
});
