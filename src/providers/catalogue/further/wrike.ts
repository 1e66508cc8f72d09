/** Wrike: project management. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const wrike = oauth2({
  id: "wrike",
  name: "Wrike",
  register: "https://www.wrike.com/frontend/apps/index.html#/api",
  docs: "https://developers.wrike.com/oauth-20-authorization/",
  note: "The API's host is a part of the token answer.",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://login.wrike.com/oauth2/authorize/v4",
  token: "https://login.wrike.com/oauth2/token",
  userinfo: "https://{api}/api/v4/contacts",
  scope: ["Default"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    profileQuery: { me: "true" },
    parts: {
      api: { from: "$token.host", pattern: "[a-z0-9\\-]+(?:\\.[a-z]+)?\\.wrike\\.com", default: "www.wrike.com" },
    },
    unwrap: "data[0]",
  },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("firstName", "lastName"),
    given_name: "firstName",
    family_name: "lastName",
    email: "profiles[0].email",
    picture: "avatarUrl",
  },
});
