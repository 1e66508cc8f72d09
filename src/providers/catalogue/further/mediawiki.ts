/** MediaWiki: Wikipedia and any wiki with the OAuth extension. */
import { oauth2 } from "../../entry.ts";

export const mediawiki = oauth2({
  id: "mediawiki",
  name: "MediaWiki",
  register: "https://meta.wikimedia.org/wiki/Special:OAuthConsumerRegistration/propose",
  docs: "https://www.mediawiki.org/wiki/OAuth/For_Developers",
  known: { sources: 4, date: "2026-11-20" },
  settings: {
    rest: {
      label: "REST address",
      help: "The wiki's rest.php.",
      type: "url",
      default: "https://meta.wikimedia.org/w/rest.php",
      allauth: "REST_API",
    },
    userAgent: {
      label: "User agent",
      help: "Wikimedia asks for a name that says who calls.",
      type: "text",
      default: "Alldoor",
      allauth: "USER_AGENT",
    },
  },
  authorize: "{rest}/oauth2/authorize",
  token: "{rest}/oauth2/access_token",
  userinfo: "{rest}/oauth2/resource/profile",
  scope: [],
  pkce: true,
  quirks: { profileHeaders: { "user-agent": "{userAgent}" } },
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "username",
    name: "realname",
    email: "email",
    email_verified: "confirmed_email",
  },
});
