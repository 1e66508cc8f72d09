/** Podio: work management. */
import { oauth2 } from "../../entry.ts";

export const podio = oauth2({
  id: "podio",
  name: "Podio",
  register: "https://podio.com/settings/api",
  docs: "https://developers.podio.com/authentication",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://podio.com/oauth/authorize",
  token: "https://api.podio.com/oauth/token/v2",
  userinfo: "https://api.podio.com/user/status",
  scope: [],
  pkce: false,
  quirks: { tokenPlacement: { header: "authorization", scheme: "OAuth2" } },
  emailTrust: "never",
  claims: { sub: "profile.user_id", name: "profile.name", email: "profile.mail[0]", picture: "profile.image.link" },
});
