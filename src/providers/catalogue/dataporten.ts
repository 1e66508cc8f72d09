/** Feide, once Dataporten, by OpenID Connect: the sign-in of Norwegian schools and universities. */
import { oidc } from "../entry.ts";
import { readPath } from "../path.ts";
import type { Json } from "../provider.ts";

export const dataporten = oidc({
  id: "dataporten",
  name: "Feide (Dataporten)",
  register: "https://dashboard.dataporten.no/",
  docs: "https://docs.feide.no/service_providers/openid_connect/index.html",
  status: "renamed",
  note: "Dataporten has been called Feide since 2020; its addresses stayed.",
  known: { sources: 2, date: "2026-11-20" },
  issuer: "https://auth.dataporten.no",
  authorize: "https://auth.dataporten.no/oauth/authorization",
  token: "https://auth.dataporten.no/oauth/token",
  userinfo: "https://auth.dataporten.no/openid/userinfo",
  jwks: "https://auth.dataporten.no/openid/jwks",
  callUserinfo: true,
  scope: ["openid", "profile", "email", "userid-feide"],
  pkce: true,
  emailTrust: "never",
  claims: {
    sub: "sub",
    preferred_username: ({ profile }) => {
      const ids = readPath(profile, '["https://n.feide.no/claims/userid_sec"]');
      const feide: Json | undefined = Array.isArray(ids)
        ? ids.find((id: Json) => /^feide:/.test(String(id)))
        : undefined;
      return typeof feide === "string" ? feide.slice("feide:".length).split("@", 1)[0] : undefined;
    },
    name: "name",
    email: "email",
    picture: "picture",
  },
});
