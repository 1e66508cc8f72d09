/** YouTube: a channel of a Google account. */
import { oauth2 } from "../../entry.ts";

export const youtube = oauth2({
  id: "youtube",
  name: "YouTube",
  register: "https://console.cloud.google.com/apis/credentials",
  docs: "https://developers.google.com/youtube/v3/docs/channels/list",
  note: "The channel signs in; a Google account has none until its person makes one.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://accounts.google.com/o/oauth2/v2/auth",
  token: "https://oauth2.googleapis.com/token",
  userinfo: "https://www.googleapis.com/youtube/v3/channels",
  scope: ["https://www.googleapis.com/auth/youtube.readonly"],
  pkce: true,
  quirks: { profileQuery: { part: "snippet", mine: "true" }, unwrap: "items[0]" },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "snippet.customUrl",
    name: "snippet.title",
    picture: "snippet.thumbnails.high.url",
  },
});
