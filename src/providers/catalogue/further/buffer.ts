/** Buffer: posts to many social networks at once. */
import { oauth2 } from "../../entry.ts";

export const buffer = oauth2({
  id: "buffer",
  name: "Buffer",
  docs: "https://buffer.com/developers/api",
  note: "Closed to new applications since 2019.",
  known: { sources: 3, date: "2026-11-20" },
  authorize: "https://bufferapp.com/oauth2/authorize",
  token: "https://api.bufferapp.com/1/oauth2/token.json",
  userinfo: "https://api.bufferapp.com/1/user.json",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "id", name: "name" },
});
