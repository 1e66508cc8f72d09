/** An installation of Open edX. Who it is comes first, the name and the address from a second call. */
import { oauth2 } from "../entry.ts";

export const edx = oauth2({
  id: "edx",
  name: "edX",
  register: "https://docs.openedx.org/projects/edx-platform/en/latest/how-tos/use_the_api.html",
  docs: "https://course-catalog-api-guide.readthedocs.io/en/latest/authentication/",
  note: "edx.org itself lets nobody in; set the address of an installation. A user name there stays for good.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    edxUrl: { label: "Address", help: "The installation's address.", type: "url", required: true, allauth: "EDX_URL" },
  },
  authorize: "{edxUrl}/oauth2/authorize/",
  token: "{edxUrl}/oauth2/access_token",
  userinfo: "{edxUrl}/api/user/v1/me",
  extra: { account: { url: "{edxUrl}/api/user/v1/accounts/{profile.username}" } },
  scope: ["profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "username",
    preferred_username: "username",
    name: ["$extra.account.name", "name"],
    email: ["$extra.account.email", "email"],
    picture: "$extra.account.profile_image.image_url_full",
  },
});
