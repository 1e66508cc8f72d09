/** Nextcloud as OpenID provider: files of one's own, with the oidc app. */
import { oidc } from "../../entry.ts";

export const nextcloudOidc = oidc({
  id: "nextcloud_oidc",
  name: "Nextcloud as OpenID provider",
  docs: "https://github.com/H2CK/oidc",
  known: { sources: 0, date: "2026-11-20" },
  settings: { url: { label: "Server", type: "url", required: true } },
  issuer: "{url}",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub", preferred_username: "preferred_username", name: "name", email: "email" },
});
