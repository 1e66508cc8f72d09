/** EVE Online. The token's claims as the documentation of its single sign-on shows them: there is no profile call. */
import type { Shape } from "./shape.ts";

export const eveonline: Shape = {
  scopeOptional: true,
  scopes: ["publicData", "esi-*"],
  tokenAuth: ["basic"],
  accessToken: "idToken",
  atHash: false,
  lifetime: 1199,
  idTokenLifetime: 1199,
  refresh: { given: (scope) => scope.size > 0, rotation: "keep" },
  token: ({ access_token, expires_in, refresh_token }) => ({
    access_token: access_token ?? null,
    expires_in: expires_in ?? null,
    token_type: "Bearer",
    ...(refresh_token === undefined ? {} : { refresh_token }),
  }),
  subject: ({ ids }) => `CHARACTER:EVE:${ids.digits(8)}`,
  idToken: ({ clientId, ids, person, scope }) => ({
    scp: [...scope],
    kid: "JWT-Signature-Key",
    azp: clientId,
    aud: [clientId, "EVE Online"],
    tenant: "tranquility",
    tier: "live",
    region: "world",
    name: person.name,
    owner: `${ids.text(27, "owner")}=`,
  }),
};
