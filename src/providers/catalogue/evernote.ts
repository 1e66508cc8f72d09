/** Evernote, by OAuth 1.0a. One address gives both tokens, and the second answer says who it is. */
import { oauth1 } from "../entry.ts";

export const evernote = oauth1({
  id: "evernote",
  name: "Evernote",
  register: "https://dev.evernote.com/doc/articles/authentication.php",
  docs: "https://dev.evernote.com/doc/articles/authentication.php",
  note: "New API keys are hardly given out, and sandbox.evernote.com is gone: the default is www.evernote.com.",
  known: { sources: 3, date: "2026-11-20" },
  settings: {
    hostname: {
      label: "Host",
      type: "host",
      default: "www.evernote.com",
      allauth: "EVERNOTE_HOSTNAME",
    },
  },
  requestToken: "https://{hostname}/oauth",
  authorize: "https://{hostname}/OAuth.action",
  token: "https://{hostname}/oauth",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "edam_userId" },
});
