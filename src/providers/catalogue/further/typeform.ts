/** Typeform: forms. */
import { oauth2 } from "../../entry.ts";

export const typeform = oauth2({
  id: "typeform",
  name: "Typeform",
  register: "https://admin.typeform.com/user/tokens",
  docs: "https://www.typeform.com/developers/get-started/applications/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://api.typeform.com/oauth/authorize",
  token: "https://api.typeform.com/oauth/token",
  userinfo: "https://api.typeform.com/me",
  scope: ["accounts:read"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "user_id", name: "alias", email: "email" },
});
