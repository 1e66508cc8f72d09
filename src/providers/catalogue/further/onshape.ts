/** Onshape: computer-aided design. */
import { oauth2 } from "../../entry.ts";

export const onshape = oauth2({
  id: "onshape",
  name: "Onshape",
  register: "https://dev-portal.onshape.com/",
  docs: "https://onshape-public.github.io/docs/auth/oauth/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://oauth.onshape.com/oauth/authorize",
  token: "https://oauth.onshape.com/oauth/token",
  userinfo: "https://cad.onshape.com/api/users/sessioninfo",
  scope: ["OAuth2ReadPII"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "name", given_name: "firstName", family_name: "lastName", email: "email" },
});
