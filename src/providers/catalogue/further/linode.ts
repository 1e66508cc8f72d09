/** Linode: virtual machines, by Akamai. */
import { oauth2 } from "../../entry.ts";

export const linode = oauth2({
  id: "linode",
  name: "Linode",
  register: "https://cloud.linode.com/profile/clients",
  docs: "https://techdocs.akamai.com/linode-api/reference/get-started",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://login.linode.com/oauth/authorize",
  token: "https://login.linode.com/oauth/token",
  userinfo: "https://api.linode.com/v4/profile",
  scope: ["account:read_only"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "uid", preferred_username: "username", name: "username", email: "email" },
});
