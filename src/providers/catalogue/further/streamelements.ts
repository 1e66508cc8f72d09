/** StreamElements: tools for streamers. */
import { oauth2 } from "../../entry.ts";

export const streamelements = oauth2({
  id: "streamelements",
  name: "StreamElements",
  register: "https://streamelements.com/",
  docs: "https://dev.streamelements.com/docs/oauth2",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.streamelements.com/oauth2/authorize",
  token: "https://api.streamelements.com/oauth2/token",
  userinfo: "https://api.streamelements.com/kappa/v2/channels/me",
  scope: ["channel:read"],
  pkce: false,
  quirks: { tokenPlacement: { header: "authorization", scheme: "oAuth" } },
  emailTrust: "never",
  claims: { sub: "_id", preferred_username: "username", name: "displayName", picture: "avatar" },
});
