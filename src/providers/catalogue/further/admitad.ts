/** Admitad: an advertising network. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const admitad = oauth2({
  id: "admitad",
  name: "Admitad",
  register: "https://store.admitad.com/",
  docs: "https://developers.admitad.com/",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://api.admitad.com/authorize/",
  token: "https://api.admitad.com/token/",
  userinfo: "https://api.admitad.com/me/",
  scope: ["private_data", "private_data_email"],
  pkce: false,
  tokenAuth: "basic",
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "username",
    name: joined("first_name", "last_name"),
    given_name: "first_name",
    family_name: "last_name",
    email: "email",
  },
});
