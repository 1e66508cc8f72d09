/** Open Science Framework: research projects. */
import { oauth2 } from "../../entry.ts";

export const osf = oauth2({
  id: "osf",
  name: "Open Science Framework",
  register: "https://osf.io/settings/applications/",
  docs: "https://developer.osf.io/",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://accounts.osf.io/oauth2/authorize",
  token: "https://accounts.osf.io/oauth2/token",
  userinfo: "https://api.osf.io/v2/users/me/",
  revoke: "https://accounts.osf.io/oauth2/revoke",
  scope: ["osf.users.profile_read"],
  pkce: false,
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: {
    sub: "id",
    name: "attributes.full_name",
    given_name: "attributes.given_name",
    family_name: "attributes.family_name",
    picture: "links.profile_image",
  },
});
