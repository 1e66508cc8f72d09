/** Salla: shops in Saudi Arabia. */
import { oauth2 } from "../../entry.ts";

export const salla = oauth2({
  id: "salla",
  name: "Salla",
  register: "https://salla.partners/",
  docs: "https://docs.salla.dev/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://accounts.salla.sa/oauth2/auth",
  token: "https://accounts.salla.sa/oauth2/token",
  userinfo: "https://accounts.salla.sa/oauth2/user/info",
  scope: ["offline_access"],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "email", picture: "merchant.avatar" },
});
