/** ForgeRock AM: an access manager of one's own, PingAM today. */
import { oidc } from "../../entry.ts";

export const forgerock = oidc({
  id: "forgerock",
  name: "ForgeRock AM",
  docs: "https://docs.pingidentity.com/pingam/",
  status: "renamed",
  note: "ForgeRock became a part of Ping Identity in 2023.",
  known: { sources: 0, date: "2026-11-20" },
  settings: {
    url: { label: "Server", help: "For example https://am.example.com/am.", type: "url", required: true },
    realm: { label: "Realm", type: "text", pattern: "[A-Za-z0-9_\\-]+", required: true },
  },
  issuer: "{url}/oauth2/realms/root/realms/{realm}",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "never",
  claims: { sub: "sub", name: "name", given_name: "given_name", family_name: "family_name", email: "email" },
});
