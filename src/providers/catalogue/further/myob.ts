/** MYOB: bookkeeping in Australia. */
import { oauth2 } from "../../entry.ts";

export const myob = oauth2({
  id: "myob",
  name: "MYOB",
  register: "https://developer.myob.com/",
  docs: "https://developer.myob.com/api/myob-business-api/api-overview/authentication/",
  note: "The person is a part of the token answer.",
  known: { sources: 2, date: "2026-11-20" },
  authorize: "https://secure.myob.com/oauth2/account/authorize",
  token: "https://secure.myob.com/oauth2/v1/authorize",
  scope: ["la.global"],
  pkce: false,
  quirks: { unwrap: "user" },
  emailTrust: "never",
  claims: { sub: "uid", preferred_username: "username", name: "username" },
});
