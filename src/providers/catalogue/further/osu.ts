/** osu!: a rhythm game. */
import { oauth2 } from "../../entry.ts";

export const osu = oauth2({
  id: "osu",
  name: "osu!",
  register: "https://osu.ppy.sh/home/account/edit#oauth",
  docs: "https://osu.ppy.sh/docs/",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://osu.ppy.sh/oauth/authorize",
  token: "https://osu.ppy.sh/oauth/token",
  userinfo: "https://osu.ppy.sh/api/v2/me",
  scope: ["identify"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "username", picture: "avatar_url" },
});
