/** TwitCasting: live video from Japan. */
import { oauth2 } from "../../entry.ts";

export const twitcasting = oauth2({
  id: "twitcasting",
  name: "TwitCasting",
  register: "https://twitcasting.tv/developer.php",
  docs: "https://apiv2-doc.twitcasting.tv/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://apiv2.twitcasting.tv/oauth2/authorize",
  token: "https://apiv2.twitcasting.tv/oauth2/access_token",
  userinfo: "https://apiv2.twitcasting.tv/verify_credentials",
  scope: [],
  pkce: false,
  quirks: { profileHeaders: { "x-api-version": "2.0" }, unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "screen_id", name: "name", picture: "image" },
});
