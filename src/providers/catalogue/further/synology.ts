/** Synology SSO Server: the sign-in of a Synology storage. */
import { oauth2 } from "../../entry.ts";

export const synology = oauth2({
  id: "synology",
  name: "Synology SSO Server",
  docs: "https://kb.synology.com/en-global/DSM/help/SSOServer/sso_server_desc",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: { label: "Server", help: "For example https://nas.example.org:5001.", type: "url", required: true },
  },
  authorize: "{url}/webman/sso/SSOOauth.cgi",
  token: "{url}/webman/sso/SSOAccessToken.cgi",
  userinfo: "{url}/webman/sso/SSOUserInfo.cgi",
  scope: ["openid", "email"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", preferred_username: "username", email: "email" },
});
