/** Flickr, by OAuth 1.0a. A first call says who it is, a second one what they are called. */
import { oauth1 } from "../entry.ts";
import { readPath } from "../path.ts";

const JSON_ANSWER = { format: "json", nojsoncallback: "1" };

export const flickr = oauth1({
  id: "flickr",
  name: "Flickr",
  register: "https://www.flickr.com/services/apps/create/",
  docs: "https://www.flickr.com/services/api/auth.oauth.html",
  note: "There is no e-mail address. perms may be read, write or delete.",
  known: { sources: 4, date: "2026-11-20" },
  settings: {
    perms: {
      label: "Permission",
      type: "choice",
      choices: ["read", "write", "delete"],
      default: "read",
      allauth: "perms",
    },
  },
  requestToken: "https://www.flickr.com/services/oauth/request_token",
  authorize: "https://www.flickr.com/services/oauth/authorize",
  token: "https://www.flickr.com/services/oauth/access_token",
  userinfo: "https://api.flickr.com/services/rest",
  scope: [],
  authorizeParams: { perms: "{perms}" },
  pkce: false,
  quirks: {
    unwrap: "person",
    profileQuery: { method: "flickr.people.getInfo", user_id: "{token.user_nsid}", ...JSON_ANSWER },
    errorField: { path: "stat", ok: ["ok"], message: "message" },
  },
  emailTrust: "never",
  claims: {
    sub: "nsid",
    preferred_username: "username._content",
    name: ["realname._content", "username._content"],
    picture: ({ profile }) => {
      const [farm, server, nsid] = ["iconfarm", "iconserver", "nsid"].map((name) => readPath(profile, name));
      const known = typeof farm === "number" && /^[1-9]\d*$/.test(String(server)) && typeof nsid === "string";
      return known
        ? `https://farm${farm}.staticflickr.com/${server}/buddyicons/${encodeURIComponent(nsid)}.jpg`
        : undefined;
    },
  },
});
