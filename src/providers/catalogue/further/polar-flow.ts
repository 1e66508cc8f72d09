/** Polar Flow: sports watches. */
import { oauth2 } from "../../entry.ts";

export const polarFlow = oauth2({
  id: "polar_flow",
  name: "Polar Flow",
  register: "https://admin.polaraccesslink.com/",
  docs: "https://www.polar.com/accesslink-api/",
  note: "The person is a number in the token answer.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://flow.polar.com/oauth2/authorization",
  token: "https://polarremote.com/v2/oauth2/token",
  scope: ["accesslink.read_all"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: { sub: "x_user_id" },
});
