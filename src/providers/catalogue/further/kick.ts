/** Kick: live video. */
import { oauth2 } from "../../entry.ts";

export const kick = oauth2({
  id: "kick",
  name: "Kick",
  register: "https://kick.com/settings/developer",
  docs: "https://docs.kick.com/getting-started/generating-tokens-oauth2-flow",
  known: { sources: 4, date: "2026-11-20" },
  authorize: "https://id.kick.com/oauth/authorize",
  token: "https://id.kick.com/oauth/token",
  userinfo: "https://api.kick.com/public/v1/users",
  revoke: "https://id.kick.com/oauth/revoke",
  scope: ["user:read"],
  pkce: true,
  quirks: { unwrap: "data[0]" },
  emailTrust: "never",
  claims: { sub: "user_id", preferred_username: "name", name: "name", email: "email", picture: "profile_picture" },
});
