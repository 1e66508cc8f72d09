/** Authing: identity as a service from China. */
import { oauth2 } from "../../entry.ts";

export const authing = oauth2({
  id: "authing",
  name: "Authing",
  register: "https://console.authing.cn/",
  docs: "https://docs.authing.cn/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    subdomain: { label: "Subdomain", type: "text", pattern: "[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?", required: true },
  },
  authorize: "https://{subdomain}.authing.cn/oidc/auth",
  token: "https://{subdomain}.authing.cn/oidc/token",
  userinfo: "https://{subdomain}.authing.cn/oidc/me",
  scope: ["openid", "profile", "email", "phone"],
  pkce: false,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
