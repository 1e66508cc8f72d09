/** A Nextcloud server, by its OCS interface in JSON. */
import { oauth2 } from "../entry.ts";

export const nextcloud = oauth2({
  id: "nextcloud",
  name: "Nextcloud",
  register: "https://docs.nextcloud.com/server/latest/admin_manual/configuration_server/oauth2.html",
  docs: "https://docs.nextcloud.com/server/latest/developer_manual/client_apis/OCS/ocs-api-overview.html",
  known: { sources: 5, date: "2026-11-20" },
  settings: {
    server: { label: "Server", help: "The server's address.", type: "url", required: true, allauth: "SERVER" },
  },
  authorize: "{server}/apps/oauth2/authorize",
  token: "{server}/apps/oauth2/api/v1/token",
  userinfo: "{server}/ocs/v2.php/cloud/user",
  scope: [],
  pkce: false,
  quirks: {
    unwrap: "ocs.data",
    profileQuery: { format: "json" },
    profileHeaders: { "ocs-apirequest": "true" },
  },
  emailTrust: "never",
  claims: {
    sub: "id",
    preferred_username: "id",
    name: ["displayname", "display-name"],
    email: "email",
    phone_number: "phone",
    locale: "language",
  },
});
