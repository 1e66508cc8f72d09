/** ArcGIS: maps by Esri, online or on a portal of one's own. */
import { oauth2 } from "../../entry.ts";

export const arcgis = oauth2({
  id: "arcgis",
  name: "ArcGIS",
  register: "https://developers.arcgis.com/applications",
  docs: "https://developers.arcgis.com/documentation/security-and-authentication/",
  note: "A user name is given once and never changed, so it is the person's id.",
  known: { sources: 4, date: "2026-11-20" },
  settings: {
    url: {
      label: "Portal",
      help: "ArcGIS Online, or a portal of your own.",
      type: "url",
      default: "https://www.arcgis.com",
    },
  },
  authorize: "{url}/sharing/rest/oauth2/authorize",
  token: "{url}/sharing/rest/oauth2/token",
  userinfo: "{url}/sharing/rest/community/self",
  scope: [],
  pkce: true,
  quirks: { profileQuery: { f: "json" }, tokenPlacement: { query: "token" } },
  emailTrust: "never",
  claims: { sub: "username", preferred_username: "username", name: "fullName", email: "email", picture: "thumbnail" },
});
