/** Reddit. Every call wants a User-Agent of the application's own. */
import { oauth2 } from "../entry.ts";
import { before } from "./claim-sources.ts";

export const reddit = oauth2({
  id: "reddit",
  name: "Reddit",
  register: "https://www.reddit.com/prefs/apps/",
  docs: "https://github.com/reddit-archive/reddit/wiki/OAuth2",
  note: "There is no e-mail address. duration=permanent brings a refresh token.",
  known: { sources: 10, date: "2026-11-20" },
  settings: {
    userAgent: {
      label: "User-Agent",
      help: "platform:application id:version (by /u/name). Others are slowed down.",
      type: "text",
      default: "web:alldoor:1.0",
      allauth: "USER_AGENT",
    },
  },
  authorize: "https://www.reddit.com/api/v1/authorize",
  token: "https://www.reddit.com/api/v1/access_token",
  userinfo: "https://oauth.reddit.com/api/v1/me",
  revoke: "https://www.reddit.com/api/v1/revoke_token",
  scope: ["identity"],
  authorizeParams: { duration: "temporary" },
  pkce: false,
  tokenAuth: "basic",
  quirks: { tokenHeaders: { "user-agent": "{userAgent}" }, profileHeaders: { "user-agent": "{userAgent}" } },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "name", name: "name", picture: before("?", "icon_img") },
  colour: "#ff4500",
});
