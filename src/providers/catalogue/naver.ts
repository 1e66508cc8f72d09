/** Naver. The profile lies in `response`, and `resultcode` tells whether the call was done. */
import { oauth2 } from "../entry.ts";

export const naver = oauth2({
  id: "naver",
  name: "Naver",
  register: "https://developers.naver.com/apps/",
  docs: "https://developers.naver.com/docs/login/profile/profile.md",
  note: "The address is the one for notices, which need not be Naver's own; nothing says that it was proved.",
  known: { sources: 9, date: "2026-11-20" },
  authorize: "https://nid.naver.com/oauth2.0/authorize",
  token: "https://nid.naver.com/oauth2.0/token",
  userinfo: "https://openapi.naver.com/v1/nid/me",
  scope: [],
  pkce: false,
  quirks: { unwrap: "response", errorField: { path: "resultcode", ok: ["00"], message: "message" } },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "nickname",
    name: ["name", "nickname"],
    email: "email",
    picture: "profile_image",
    phone_number: "mobile",
  },
  colour: "#03c75a",
});
