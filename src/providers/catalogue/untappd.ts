/** Untappd. The token is asked for by GET, under other names, and comes in an envelope. */
import { oauth2 } from "../entry.ts";
import { joined } from "./claim-sources.ts";

export const untappd = oauth2({
  id: "untappd",
  name: "Untappd",
  register: "https://untappd.com/api/register",
  docs: "https://untappd.com/api/docs",
  note: "No new API keys are given out at present.",
  known: { sources: 5, date: "2026-11-20" },
  settings: {
    userAgent: {
      label: "User-Agent",
      help: "platform:application id:version. Others are slowed down.",
      type: "text",
      default: "web:alldoor:1.0",
      allauth: "USER_AGENT",
    },
  },
  authorize: "https://untappd.com/oauth/authenticate/",
  token: "https://untappd.com/oauth/authorize/",
  userinfo: "https://api.untappd.com/v4/user/info/",
  scope: [],
  pkce: false,
  quirks: {
    authorizeNames: { redirect_uri: "redirect_url" },
    tokenMethod: "GET",
    tokenNames: { redirect_uri: "redirect_url" },
    tokenParams: { response_type: "code" },
    tokenHeaders: { "user-agent": "{userAgent}" },
    tokenAnswer: { access_token: "response.access_token" },
    unwrap: "response.user",
    profileHeaders: { "user-agent": "{userAgent}" },
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: {
    sub: "uid",
    preferred_username: "user_name",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "settings.email_address",
    picture: "user_avatar",
  },
});
