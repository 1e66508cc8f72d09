/** Mapillary: pictures of streets, by Meta. */
import { oauth2 } from "../../entry.ts";

export const mapillary = oauth2({
  id: "mapillary",
  name: "Mapillary",
  register: "https://www.mapillary.com/dashboard/developers",
  docs: "https://www.mapillary.com/developer/api-documentation",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://www.mapillary.com/connect",
  token: "https://graph.mapillary.com/token",
  userinfo: "https://graph.mapillary.com/me",
  scope: ["read"],
  pkce: false,
  quirks: {
    profileQuery: { fields: "id,username" },
    tokenHeaders: { authorization: "OAuth {clientSecret}" },
    tokenOmit: ["client_secret"],
    tokenBody: "json",
    tokenPlacement: { header: "authorization", scheme: "OAuth" },
  },
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "username", name: "username" },
});
