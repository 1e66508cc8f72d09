/** Close: sales. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const close = oauth2({
  id: "close",
  name: "Close",
  register: "https://app.close.com/settings/developer/",
  docs: "https://developer.close.com/topics/authentication-oauth2/",
  known: { sources: 0, date: "2026-11-20" },
  authorize: "https://app.close.com/oauth2/authorize/",
  token: "https://api.close.com/oauth2/token/",
  userinfo: "https://api.close.com/api/v1/me/",
  scope: ["all.full_access", "offline_access"],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "id",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
    picture: "image",
  },
});
