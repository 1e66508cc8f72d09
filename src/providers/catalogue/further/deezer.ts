/** Deezer: music. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const deezer = oauth2({
  id: "deezer",
  name: "Deezer",
  status: "closed",
  note: "Closed to new applications; what was registered before still answers.",
  known: { sources: 6, date: "2026-11-20" },
  authorize: "https://connect.deezer.com/oauth/auth.php",
  token: "https://connect.deezer.com/oauth/access_token.php?output=json",
  userinfo: "https://api.deezer.com/user/me",
  scope: ["basic_access", "email"],
  scopeSeparator: ",",
  pkce: false,
  quirks: {
    authorizeNames: { client_id: "app_id", scope: "perms" },
    tokenNames: { client_id: "app_id", client_secret: "secret" },
    tokenMethod: "GET",
    tokenAnswer: { expires_in: "expires" },
    tokenPlacement: { query: "access_token" },
  },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "name",
    name: joined("firstname", "lastname"),
    given_name: "firstname",
    family_name: "lastname",
    email: "email",
    picture: "picture",
  },
});
