/** Hootsuite: posts to many social networks at once. */
import { oauth2 } from "../../entry.ts";

export const hootsuite = oauth2({
  id: "hootsuite",
  name: "Hootsuite",
  register: "https://hootsuite.com/developers/my-apps",
  docs: "https://developer.hootsuite.com/docs/using-rest-apis",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://platform.hootsuite.com/oauth2/auth",
  token: "https://platform.hootsuite.com/oauth2/token",
  userinfo: "https://platform.hootsuite.com/v1/me",
  scope: ["offline"],
  pkce: false,
  tokenAuth: "basic",
  quirks: { unwrap: "data" },
  emailTrust: "never",
  claims: { sub: "id", name: "fullName", email: "email" },
});
