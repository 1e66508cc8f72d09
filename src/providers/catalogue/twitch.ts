/** Twitch. Its API wants the client id in a header, and shows an address only where it was proved. */
import { oauth2 } from "../entry.ts";

export const twitch = oauth2({
  id: "twitch",
  name: "Twitch",
  register: "https://dev.twitch.tv/console",
  docs: "https://dev.twitch.tv/docs/authentication/getting-tokens-oauth/",
  known: { sources: 10, date: "2026-11-20" },
  authorize: "https://id.twitch.tv/oauth2/authorize",
  token: "https://id.twitch.tv/oauth2/token",
  userinfo: "https://api.twitch.tv/helix/users",
  scope: ["user:read:email"],
  pkce: false,
  quirks: { unwrap: "data[0]", profileHeaders: { "client-id": "{clientId}" } },
  // "The user's verified email address", says the API's reference.
  emailTrust: "always",
  claims: {
    sub: "id",
    preferred_username: "login",
    name: ["display_name", "login"],
    email: "email",
    picture: "profile_image_url",
  },
  colour: "#9146ff",
});
