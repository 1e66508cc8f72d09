/** Canva: designs. */
import { oauth2 } from "../../entry.ts";

export const canva = oauth2({
  id: "canva",
  name: "Canva",
  register: "https://www.canva.com/developers/integrations",
  docs: "https://www.canva.dev/docs/connect/authentication/",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://www.canva.com/api/oauth/authorize",
  token: "https://api.canva.com/rest/v1/oauth/token",
  userinfo: "https://api.canva.com/rest/v1/users/me",
  revoke: "https://api.canva.com/rest/v1/oauth/revoke",
  extra: { profile: { url: "https://api.canva.com/rest/v1/users/me/profile" } },
  scope: ["profile:read"],
  pkce: true,
  tokenAuth: "basic",
  quirks: { unwrap: "team_user" },
  emailTrust: "never",
  claims: { sub: "user_id", name: "$extra.profile.profile.display_name" },
});
