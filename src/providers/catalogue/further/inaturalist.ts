/** iNaturalist: observations of nature. */
import { oauth2 } from "../../entry.ts";

export const inaturalist = oauth2({
  id: "inaturalist",
  name: "iNaturalist",
  register: "https://www.inaturalist.org/oauth/applications/new",
  docs: "https://www.inaturalist.org/pages/api+reference",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://www.inaturalist.org/oauth/authorize",
  token: "https://www.inaturalist.org/oauth/token",
  userinfo: "https://www.inaturalist.org/users/edit.json",
  scope: [],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "id", preferred_username: "login", name: "name", email: "email" },
});
