/** Square: points of sale. */
import { oauth2 } from "../../entry.ts";

export const square = oauth2({
  id: "square",
  name: "Square",
  register: "https://developer.squareup.com/apps",
  docs: "https://developer.squareup.com/docs/oauth-api/overview",
  note: "The merchant signs in: everybody who may sign in to it is the same person here.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://connect.squareup.com/oauth2/authorize",
  token: "https://connect.squareup.com/oauth2/token",
  userinfo: "https://connect.squareup.com/v2/merchants/me",
  scope: ["MERCHANT_PROFILE_READ"],
  pkce: false,
  quirks: { tokenBody: "json", profileHeaders: { "square-version": "2024-01-18" }, unwrap: "merchant" },
  emailTrust: "never",
  claims: { sub: "id", name: "business_name" },
});
