/** Acuity Scheduling: appointments. */
import { oauth2 } from "../../entry.ts";

export const acuityscheduling = oauth2({
  id: "acuityscheduling",
  name: "Acuity Scheduling",
  register: "https://acuityscheduling.com/oauth2/register",
  docs: "https://developers.acuityscheduling.com/docs/oauth2",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://acuityscheduling.com/oauth2/authorize",
  token: "https://acuityscheduling.com/oauth2/token",
  userinfo: "https://acuityscheduling.com/api/v1/me",
  scope: ["api-v1"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email" },
});
