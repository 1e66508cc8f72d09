/**
 * What a registered client is told of itself (RFC 7591, 3.2.1; RFC 7592, 3): what is in force, which an administrator may have
 * changed since, under the names that it used. A secret is told once, when it is made.
 */
import { type Answer, json } from "../../lib/endpoint.ts";
import type { Registration } from "../clients/registration.ts";
import type { Client } from "../clients/store.ts";
import type { Hub } from "../hub.ts";

export const REGISTRATION_PATH = "/api/oauth/register";

export interface NewCredentials {
  readonly clientSecret?: string | undefined;
  readonly registrationToken?: string | undefined;
}

const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" } as const;

export function registrationAnswer(
  hub: Pick<Hub, "issuer">,
  client: Client,
  { metadata }: Pick<Registration, "metadata">,
  { clientSecret, registrationToken }: NewCredentials,
  status: 200 | 201 = 200,
): Answer {
  const document = {
    client_id: client.clientId,
    client_id_issued_at: client.createdAt,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
    // It never expires; RFC 7591, 3.2.1, wants that said wherever there is a secret.
    ...(clientSecret === undefined ? {} : { client_secret_expires_at: 0 }),
    ...(registrationToken === undefined ? {} : { registration_access_token: registrationToken }),
    registration_client_uri: `${hub.issuer}${REGISTRATION_PATH}/${client.clientId}`,
    ...metadata,
    redirect_uris: client.redirectUris,
    response_types: client.responseTypes,
    scope: [...client.scopes, ...client.customScopes.map(({ name }) => name)].join(" "),
    subject_type: client.subjectType,
    id_token_signed_response_alg: client.signingAlg,
    require_pushed_authorization_requests: client.requirePushedRequests,
    dpop_bound_access_tokens: client.requireDpop,
  };
  return json(document, status, NO_STORE);
}
