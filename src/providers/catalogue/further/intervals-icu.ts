/** Intervals.icu: training plans. */
import { oauth2 } from "../../entry.ts";

export const intervalsIcu = oauth2({
  id: "intervals_icu",
  name: "Intervals.icu",
  register: "https://intervals.icu/settings",
  docs: "https://forum.intervals.icu/t/intervals-icu-oauth-support/2759",
  note: "The person is a part of the token answer.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://intervals.icu/oauth/authorize",
  token: "https://intervals.icu/api/oauth/token",
  scope: ["ACTIVITY:READ"],
  scopeSeparator: ",",
  pkce: false,
  quirks: { unwrap: "athlete" },
  emailTrust: "never",
  claims: { sub: "id", name: "name" },
});
