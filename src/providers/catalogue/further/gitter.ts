/** Gitter: chat about code. */
import { oauth2 } from "../../entry.ts";

export const gitter = oauth2({
  id: "gitter",
  name: "Gitter",
  status: "closed",
  note: "Gitter moved to Matrix in 2023.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://gitter.im/login/oauth/authorize",
  token: "https://gitter.im/login/oauth/token",
  userinfo: "https://api.gitter.im/v1/user",
  scope: [],
  pkce: false,
  quirks: { unwrap: "[0]" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "displayName", picture: "avatarUrlMedium" },
});
