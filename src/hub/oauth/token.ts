/**
 * The token endpoint: `POST /api/login/oauth/access_token` (RFC 6749, 3.2), and `/api/login/oauth/refresh_token`, which is the
 * same endpoint for refresh tokens alone (Casdoor's clients refresh there). It owns the phases that every grant shares, so
 * that no grant can forget one: read the parameters once, authenticate the client, ask whether the client may use this
 * grant, let the grant decide, answer. A grant is handed only the parameters that it lists.
 */
import { type Answer, type EndpointRequest, json } from "../../lib/endpoint.ts";
import { noteDanger } from "../clients/dangers.ts";
import { DEVICE_GRANT, EXCHANGE_GRANT, GRANT_TYPES, type GrantType, JWT_BEARER_GRANT } from "../clients/settings.ts";
import type { Client } from "../clients/store.ts";
import type { Hub, Occasion } from "../hub.ts";
import { OAuthError } from "../web/oauth-error.ts";
import { authenticateClient, leftSecretOut } from "./client-auth.ts";
import { provenKey } from "./dpop.ts";
import { authorizationCode } from "./grants/authorization-code.ts";
import { clientCredentials } from "./grants/client-credentials.ts";
import { deviceCode } from "./grants/device-code.ts";
import type { Grant } from "./grants/grant.ts";
import { jwtBearer } from "./grants/jwt-bearer.ts";
import { password } from "./grants/password.ts";
import { refreshToken } from "./grants/refresh-token.ts";
import { tokenExchange } from "./grants/token-exchange.ts";
import { readLooseParameters } from "./request-body.ts";

const grants: Readonly<Record<GrantType | "password", Grant>> = {
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
  client_credentials: clientCredentials,
  [DEVICE_GRANT]: deviceCode,
  [EXCHANGE_GRANT]: tokenExchange,
  [JWT_BEARER_GRANT]: jwtBearer,
  password,
};

/** The grant types that there are, as discovery says them: nothing that is a danger to switch on. */
export const supportedGrants: readonly string[] = GRANT_TYPES;

/** The grant of that name. The password grant is there for clients that have its switch, and for nobody else. */
function grantNamed(text: string, client: Client): GrantType | "password" | undefined {
  if (text === "password") return client.dangers.includes("dangerouslyAllowPasswordGrant") ? text : undefined;
  return GRANT_TYPES.find((each) => each === text);
}

const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" } as const;

export const occasionOf = (http: EndpointRequest): Occasion => ({
  address: http.address,
  requestId: http.id,
  userAgent: http.headers["user-agent"] ?? "",
});

/** @param only The one grant type that this address is for. */
export const token =
  (hub: Hub, only?: GrantType) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const { parameters, checkType } = await readLooseParameters(http);
    const grantType = parameters.get("grant_type");
    if (grantType === undefined) throw new OAuthError("invalid_request", "grant_type is missing.");
    const client = await authenticateClient(hub, http.headers, parameters);
    checkType(client);
    const name = grantNamed(grantType, client);
    if (name === undefined || (only !== undefined && name !== only))
      throw new OAuthError("unsupported_grant_type", "This grant type is not supported.");
    if (name !== "password" && !client.grantTypes.includes(name))
      throw new OAuthError("unauthorized_client", "This client may not use this grant type.");
    const grant = grants[name];
    const given = new Map(
      grant.parameters.flatMap((key) => (parameters.has(key) ? [[key, parameters.get(key) as string]] : [])),
    );
    const jkt = await provenKey(hub, http);
    if (client.requireDpop && jkt === null)
      throw new OAuthError("invalid_dpop_proof", "This client's tokens are bound to a key: a DPoP proof is needed.");
    const issued = await grant.issue({ hub, client, parameters: given, occasion: occasionOf(http), jkt });
    if (leftSecretOut(client, http.headers, parameters)) {
      await hub.db.write((tx) =>
        noteDanger(tx, hub, client, "dangerouslyAllowMissingSecretWithPkce", undefined, occasionOf(http)),
      );
    }
    hub.metrics?.issued(name);
    hub.counters.issued(name);
    return json(issued, 200, NO_STORE);
  };
