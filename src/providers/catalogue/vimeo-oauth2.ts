/** Vimeo, by OAuth 2.0. A person is the last piece of their address. */
import { oauth2 } from "../entry.ts";
import { lastSegment } from "./claim-sources.ts";

export const vimeoOauth2 = oauth2({
  id: "vimeo_oauth2",
  name: "Vimeo",
  register: "https://developer.vimeo.com/apps",
  docs: "https://developer.vimeo.com/api/authentication",
  note: "There is no e-mail address.",
  known: { sources: 5, date: "2026-11-20" },
  authorize: "https://api.vimeo.com/oauth/authorize",
  token: "https://api.vimeo.com/oauth/access_token",
  userinfo: "https://api.vimeo.com/me",
  scope: ["public", "private"],
  pkce: false,
  tokenAuth: "basic",
  quirks: {
    tokenHeaders: { accept: "application/vnd.vimeo.*+json;version=3.4" },
    profileHeaders: { accept: "application/vnd.vimeo.*+json;version=3.4" },
  },
  emailTrust: "never",
  claims: { sub: lastSegment("uri"), name: "name", picture: "pictures.base_link" },
});
