/** PixelPin: sign-in by pictures. */
import { oauth2 } from "../../entry.ts";

export const pixelpin = oauth2({
  id: "pixelpin",
  name: "PixelPin",
  status: "closed",
  note: "Closed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://login.pixelpin.io/connect/authorize",
  token: "https://login.pixelpin.io/connect/token",
  userinfo: "https://login.pixelpin.io/connect/userinfo",
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name", email: "email" },
});
