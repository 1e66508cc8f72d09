/** Frappe: the framework of ERPNext. */
import { oauth2 } from "../../entry.ts";

export const frappe = oauth2({
  id: "frappe",
  name: "Frappe",
  docs: "https://docs.frappe.io/framework/user/en/guides/integration/rest_api/oauth-2",
  known: { sources: 1, date: "2026-11-20" },
  settings: { url: { label: "Address", type: "url", required: true } },
  authorize: "{url}/api/method/frappe.integrations.oauth2.authorize",
  token: "{url}/api/method/frappe.integrations.oauth2.get_token",
  userinfo: "{url}/api/method/frappe.integrations.oauth2.openid_profile",
  scope: ["openid"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", email: "email", picture: "picture" },
});
