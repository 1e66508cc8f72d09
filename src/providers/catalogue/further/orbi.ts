/** Orbi: students in Korea. */
import { oauth2 } from "../../entry.ts";

export const orbi = oauth2({
  id: "orbi",
  name: "Orbi",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://login.orbi.kr/oauth/authorize",
  token: "https://login.orbi.kr/oauth/token",
  userinfo: "https://login.orbi.kr/oauth/user/get",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", email: "email" },
});
