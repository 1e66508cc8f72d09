/**
 * A realm of a Keycloak server, which people and this server may reach under two addresses. For a realm that gives no ID Token,
 * the variant oauth2 asks userinfo alone, as the allauth page does.
 */
import { oauth2, oidc } from "../entry.ts";

const settings = {
  url: {
    label: "Address",
    help: "The server's address as browsers reach it.",
    type: "url",
    required: true,
    allauth: "KEYCLOAK_URL",
  },
  urlAlt: {
    label: "Inner address",
    help: "The address for calls from server to server, where it is another one.",
    type: "url",
    default: "{url}",
    allauth: "KEYCLOAK_URL_ALT",
  },
  realm: { label: "Realm", type: "text", required: true, allauth: "KEYCLOAK_REALM" },
} as const;

export const keycloak = oidc({
  id: "keycloak",
  name: "Keycloak",
  register: "https://www.keycloak.org/docs/latest/server_admin/#_oidc_clients",
  docs: "https://www.keycloak.org/securing-apps/oidc-layers",
  note: "Keycloak before version 17 has /auth at the end of its address.",
  known: { sources: 8, date: "2026-11-20" },
  settings,
  issuer: "{url}/realms/{realm}",
  authorize: "{url}/realms/{realm}/protocol/openid-connect/auth",
  token: "{urlAlt}/realms/{realm}/protocol/openid-connect/token",
  userinfo: "{urlAlt}/realms/{realm}/protocol/openid-connect/userinfo",
  jwks: "{urlAlt}/realms/{realm}/protocol/openid-connect/certs",
  revoke: "{urlAlt}/realms/{realm}/protocol/openid-connect/revoke",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  quirks: { profileMethod: "POST" },
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    given_name: "given_name",
    family_name: "family_name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
    locale: "locale",
  },
  variants: {
    oauth2: oauth2({
      id: "keycloak",
      name: "Keycloak",
      known: { sources: 8, date: "2026-11-20" },
      settings,
      authorize: "{url}/realms/{realm}/protocol/openid-connect/auth",
      token: "{urlAlt}/realms/{realm}/protocol/openid-connect/token",
      userinfo: "{urlAlt}/realms/{realm}/protocol/openid-connect/userinfo",
      scope: ["openid", "profile", "email"],
      pkce: true,
      quirks: { profileMethod: "POST" },
      emailTrust: "never",
      claims: {
        sub: "sub",
        issuer: ({ settings: { url, realm } }) => `${url}/realms/${realm}`,
        preferred_username: "preferred_username",
        name: "name",
        email: "email",
        picture: "picture",
      },
    }),
  },
});
