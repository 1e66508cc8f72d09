/**
 * The discovery document (OpenID Connect Discovery 1.0, 3) and the key set (RFC 7517) of an OpenID Connect provider.
 * Both speak of the real issuer and the real addresses: it is the caller who sends them to the sandbox.
 */
import type { JsonObject } from "../answers/shape.ts";
import type { EndpointName } from "../emulation.ts";
import { keyOwner, signingAlg } from "../id-token.ts";
import { Rejection } from "../rejection.ts";
import { respond } from "../wire.ts";
import type { Call } from "../world.ts";
import { rejected } from "../world.ts";

const PUBLIC = { "Cache-Control": "public, max-age=300" } as const;

const authMethods = { post: "client_secret_post", basic: "client_secret_basic", none: "none" } as const;

/** `null` where the method is fine. */
function refusal(call: Call): Response | null {
  if (call.request.method === "GET") return null;
  const rejection = new Rejection("method_not_allowed", "This address answers GET only.");
  call.remark(rejection.message);
  return respond({ ...rejected(call, rejection, "api", ""), headers: { Allow: "GET" } });
}

export function discovery(call: Call): Response {
  const refused = refusal(call);
  if (refused) return refused;
  const { emulation, settings } = call.match;
  const { provider, shape } = emulation;
  const member = (name: string, endpoint: EndpointName): JsonObject => {
    const url = emulation.url(endpoint, settings);
    return url === null ? {} : { [name]: url };
  };
  const scopes = shape.scopes?.filter((scope) => !scope.endsWith("*")) ?? provider.scope;
  const document: JsonObject = {
    issuer: emulation.issuer(settings),
    ...member("authorization_endpoint", "authorize"),
    ...member("token_endpoint", "token"),
    ...member("userinfo_endpoint", "profile"),
    ...member("jwks_uri", "jwks"),
    ...member("revocation_endpoint", "revoke"),
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [signingAlg(emulation)],
    scopes_supported: [...scopes],
    token_endpoint_auth_methods_supported: (shape.tokenAuth ?? [provider.tokenAuth ?? "post"]).map(
      (method) => authMethods[method],
    ),
    code_challenge_methods_supported: ["S256"],
  };
  return respond({ status: 200, headers: PUBLIC, json: shape.discovery?.(document, settings) ?? document });
}

export async function jwks(call: Call): Promise<Response> {
  const refused = refusal(call);
  if (refused) return refused;
  const { emulation, settings } = call.match;
  const { publicJwk } = await call.world.keys.signing(keyOwner(emulation), signingAlg(emulation));
  const key = { ...(publicJwk as JsonObject), ...emulation.shape.keyMembers?.(settings) };
  return respond({ status: 200, headers: PUBLIC, json: { keys: [key] } });
}
