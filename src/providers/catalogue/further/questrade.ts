/** Questrade: a broker in Canada. */
import { oauth2 } from "../../entry.ts";

export const questrade = oauth2({
  id: "questrade",
  name: "Questrade",
  docs: "https://www.questrade.com/api/documentation/authorization",
  note: "The API's host is a part of the token answer.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://login.questrade.com/oauth2/authorize",
  token: "https://login.questrade.com/oauth2/token",
  userinfo: "{api}v1/accounts",
  scope: ["read_acc"],
  pkce: false,
  quirks: {
    parts: {
      api: {
        from: "$token.api_server",
        pattern: "https://api[0-9]{2}\\.iq\\.questrade\\.com/",
        default: "https://api01.iq.questrade.com/",
      },
    },
  },
  emailTrust: "never",
  claims: { sub: "userId" },
});
