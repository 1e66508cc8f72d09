/**
 * Discovery: `/.well-known/openid-configuration` (OpenID Connect Discovery 1.0), `/.well-known/oauth-authorization-server`
 * (RFC 8414) and `/.well-known/jwks` (RFC 7517). Bytes with an ETag, made again when the policy of registration changes. It promises what there is, and nothing else.
 */
import { hash } from "node:crypto";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { CLIENT_JWT_ALGS, SECRET_JWT_ALGS } from "../clients/jwt-algs.ts";
import { type RegistrationPolicy, recentRegistrationPolicy } from "../clients/registration-policy.ts";
import { MEMBERSHIP_SCOPES, RESPONSE_TYPES, SIGNING_ALGS, STANDARD_SCOPES } from "../clients/settings.ts";
import type { Hub } from "../hub.ts";
import { JWKS_CACHE_SECONDS } from "../keys/store.ts";
import { RESPONSE_MODES } from "../web/oauth-error.ts";
import { ACR_VALUES } from "./acr.ts";
import { claimNames } from "./claims.ts";
import { DPOP_ALGS } from "./dpop.ts";
import { REGISTRATION_PATH } from "./registration-answer.ts";
import { supportedGrants } from "./token.ts";

const SECRET_METHODS = ["client_secret_basic", "client_secret_post", "client_secret_jwt"];
const ASSERTION_ALGS = [...CLIENT_JWT_ALGS, ...SECRET_JWT_ALGS];

/** @param policy What it says of clients that nobody sets up by hand is promised while it holds. */
export const metadata = (issuer: string, policy: Pick<RegistrationPolicy, "mode" | "metadataHosts">) => ({
  issuer,
  authorization_endpoint: `${issuer}/login/oauth/authorize`,
  token_endpoint: `${issuer}/api/login/oauth/access_token`,
  userinfo_endpoint: `${issuer}/api/userinfo`,
  device_authorization_endpoint: `${issuer}/api/device-auth`,
  jwks_uri: `${issuer}/.well-known/jwks`,
  introspection_endpoint: `${issuer}/api/login/oauth/introspect`,
  pushed_authorization_request_endpoint: `${issuer}/api/login/oauth/par`,
  end_session_endpoint: `${issuer}/api/logout`,
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
  frontchannel_logout_supported: true,
  frontchannel_logout_session_supported: true,
  revocation_endpoint: `${issuer}/api/login/oauth/revoke`,
  scopes_supported: STANDARD_SCOPES,
  response_types_supported: RESPONSE_TYPES,
  response_modes_supported: RESPONSE_MODES,
  grant_types_supported: supportedGrants,
  subject_types_supported: ["public", "pairwise"],
  id_token_signing_alg_values_supported: SIGNING_ALGS,
  userinfo_signing_alg_values_supported: SIGNING_ALGS,
  token_endpoint_auth_methods_supported: [...SECRET_METHODS, "private_key_jwt", "none"],
  introspection_endpoint_auth_methods_supported: [...SECRET_METHODS, "private_key_jwt"],
  revocation_endpoint_auth_methods_supported: [...SECRET_METHODS, "private_key_jwt", "none"],
  token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS,
  introspection_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS,
  revocation_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS,
  introspection_signing_alg_values_supported: SIGNING_ALGS,
  ...(policy.mode === "closed" ? {} : { registration_endpoint: `${issuer}${REGISTRATION_PATH}` }),
  client_id_metadata_document_supported: policy.metadataHosts.length > 0,
  dpop_signing_alg_values_supported: DPOP_ALGS,
  code_challenge_methods_supported: ["S256"],
  prompt_values_supported: ["none", "login", "consent", "select_account"],
  claim_types_supported: ["normal"],
  acr_values_supported: ACR_VALUES,
  claims_supported: [
    "iss",
    "sub",
    "aud",
    "azp",
    "exp",
    "iat",
    "jti",
    "auth_time",
    "acr",
    "amr",
    "nonce",
    "at_hash",
    "c_hash",
    "sid",
    ...claimNames,
    ...MEMBERSHIP_SCOPES,
  ],
  claims_parameter_supported: true,
  request_parameter_supported: true,
  request_object_signing_alg_values_supported: CLIENT_JWT_ALGS,
  request_uri_parameter_supported: false,
  authorization_response_iss_parameter_supported: true,
});

const cached = (etag: string) => ({
  "content-type": "application/json; charset=utf-8",
  "cache-control": `public, max-age=${JWKS_CACHE_SECONDS}`,
  etag,
});

/** RFC 9110, 13.1.2: one of the tags listed, weak or not; a proxy that packs our answers makes their tags weak. */
const isKept = (listed: string | undefined, etag: string): boolean =>
  listed !== undefined &&
  (listed === etag || listed.split(",").some((tag) => ["*", etag].includes(tag.trim().replace(/^W\//, ""))));

const answer = (http: EndpointRequest, body: Buffer, etag: string): Answer =>
  isKept(http.headers["if-none-match"], etag)
    ? { status: 304, headers: cached(etag) }
    : { status: 200, headers: cached(etag), body };

export const discovery = (hub: Hub) => {
  let ready: { policy: RegistrationPolicy; body: Buffer; etag: string } | undefined;
  return async (http: EndpointRequest): Promise<Answer> => {
    const policy = await recentRegistrationPolicy(hub);
    if (ready?.policy !== policy) {
      const body = Buffer.from(JSON.stringify(metadata(hub.issuer, policy)));
      ready = { policy, body, etag: `"${hash("sha256", body, "base64url").slice(0, 22)}"` };
    }
    return answer(http, ready.body, ready.etag);
  };
};

export const jwks =
  (hub: Hub) =>
  (http: EndpointRequest): Answer => {
    const { body, etag } = hub.keys.jwks();
    return answer(http, body, etag);
  };
