/** 42: the programming schools of the 42 network. */
import { oauth2 } from "../../entry.ts";

export const fortyTwoSchool = oauth2({
  id: "42-school",
  name: "42",
  register: "https://profile.intra.42.fr/oauth/applications/new",
  docs: "https://api.intra.42.fr/apidoc/guides/web_application_flow",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://api.intra.42.fr/oauth/authorize",
  token: "https://api.intra.42.fr/oauth/token",
  userinfo: "https://api.intra.42.fr/v2/me",
  scope: ["public"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "login",
    name: "usual_full_name",
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "image.link",
  },
});
