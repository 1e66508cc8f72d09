/** Box. The login is the address. */
import { oauth2 } from "../entry.ts";

export const box = oauth2({
  id: "box",
  name: "Box",
  register: "https://app.box.com/developers/console",
  docs: "https://developer.box.com/guides/authentication/oauth2/",
  known: { sources: 7, date: "2026-11-20" },
  authorize: "https://account.box.com/api/oauth2/authorize",
  token: "https://api.box.com/oauth2/token",
  userinfo: "https://api.box.com/2.0/users/me",
  revoke: "https://api.box.com/oauth2/revoke",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "name", email: "login", picture: "avatar_url", phone_number: "phone", locale: "language" },
});
