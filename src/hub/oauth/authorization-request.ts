/**
 * Reads an authorization request (RFC 6749, 4.1.1; OpenID Connect Core, 3.1.2.1) once into a typed value.
 *
 * The order is the security: client and redirect URI are proven first, against what is registered and byte for byte, and
 * nothing is ever sent anywhere before that. What is wrong after that belongs to the client and is sent to it.
 */
import { Refusal } from "../../lib/errors.ts";
import { isRegistered } from "../../lib/redirect-uri.ts";
import type { Client } from "../clients/store.ts";
import type { AuthorizationRequest } from "../flows/store.ts";
import { readClaimsParameter } from "../grants/claims-parameter.ts";
import { OAuthError, type OAuthErrorCode, type ProvenRedirect } from "../web/oauth-error.ts";
import { isChallenge } from "./pkce.ts";
import type { RawParameters } from "./raw-parameters.ts";
import { areAllowed } from "./resource.ts";
import { readResponseMode, readResponseType, usualMode } from "./response-type.ts";
import { grantable, readScope } from "./scope.ts";

const PROMPTS = ["none", "login", "consent", "select_account"] as const;
const LONGEST = 2048;

/**
 * @param findClient Gives the client of a public `client_id`.
 * @throws Refusal `client_unknown`, `redirect_uri_unknown`, `parameter_repeated`: shown to the person, never redirected
 * @throws OAuthError with `redirect` for everything after client and redirect URI are proven
 */
export async function readAuthorizationRequest(
  raw: RawParameters,
  findClient: (clientId: string) => Promise<Client | undefined>,
): Promise<{ client: Client; request: AuthorizationRequest }> {
  const clientId = raw.once("client_id");
  const redirectUri = raw.once("redirect_uri");
  const client = clientId === undefined ? undefined : await findClient(clientId);
  if (!client || client.disabledAt !== null) throw new Refusal("client_unknown");
  if (redirectUri === undefined || !isRegistered(redirectUri, client.redirectUris, client.type === "native")) {
    throw new Refusal("redirect_uri_unknown");
  }
  const mode = raw.isRepeated("response_mode") || raw.isRepeated("response_type") ? "query" : answerMode(raw);
  return { client, request: readRest(raw, client, { redirectUri, state: readState(raw), mode }) };
}

/** The state to send back, with errors too; `null` where there is none, or which one it is can't be told or carried. */
function readState(raw: RawParameters): string | null {
  const state = raw.isRepeated("state") ? undefined : raw.once("state");
  return state === undefined || state.length > LONGEST || state.includes("\u0000") ? null : state;
}

/** How to answer, errors too, before it is known whether the request is right. */
const answerMode = (raw: RawParameters) =>
  readResponseMode(raw.once("response_mode")) ?? usualMode(readResponseType(raw.once("response_type")) ?? "code");

type Refuse = (code: OAuthErrorCode, description: string) => never;

function readRest(raw: RawParameters, client: Client, redirect: ProvenRedirect): AuthorizationRequest {
  const refuse: Refuse = (code, description) => {
    throw new OAuthError(code, description, { redirect });
  };
  const fault = raw.fault();
  if (fault !== null) refuse("invalid_request", fault);
  if (raw.once("request") !== undefined) refuse("request_not_supported", "Request objects are not supported.");
  if (raw.once("request_uri") !== undefined) refuse("request_uri_not_supported", "Request URIs are not supported.");
  const responseType = checkResponseType(raw, client, redirect, refuse);
  const scope = readScope(raw.once("scope")) ?? refuse("invalid_scope", "scope is malformed.");
  const resource = raw.resources();
  if (!areAllowed(resource, client.resources))
    refuse("invalid_target", "resource is not one that this client may name.");
  const nonce = raw.once("nonce");
  if (responseType.includes("id_token") && nonce === undefined && needsNonce(client))
    refuse("invalid_request", "nonce is needed for an ID Token in the answer.");
  const maxAge = raw.once("max_age");
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge))
    refuse("invalid_request", "max_age is not a number of seconds.");
  for (const name of ["nonce", "state", "login_hint", "acr_values", "ui_locales"]) {
    if ((raw.once(name)?.length ?? 0) > LONGEST) refuse("invalid_request", `${name} is too long.`);
  }
  const claims = readClaimsParameter(raw.once("claims"));
  if (claims === undefined) refuse("invalid_request", "claims is malformed.");
  return {
    clientId: client.clientId,
    redirectUri: redirect.redirectUri,
    state: redirect.state,
    responseType,
    responseMode: redirect.mode,
    scope: grantable(scope, [...client.scopes, ...client.customScopes.map((each) => each.name)]),
    resource,
    nonce: nonce ?? null,
    codeChallenge: responseType.includes("code") ? checkPkce(raw, client, refuse) : null,
    prompt: readPrompt(raw, refuse),
    maxAge: maxAge === undefined ? client.defaultMaxAge : Number(maxAge),
    loginHint: raw.once("login_hint") ?? null,
    idTokenHint: raw.once("id_token_hint") ?? null,
    acrValues: (raw.once("acr_values") ?? "").split(" ").filter((value) => value !== ""),
    claims: claims ?? null,
    uiLocales: raw.once("ui_locales") ?? null,
    dpopJkt: raw.once("dpop_jkt") ?? null,
  };
}

function checkResponseType(
  raw: RawParameters,
  client: Client,
  redirect: ProvenRedirect,
  refuse: Refuse,
): AuthorizationRequest["responseType"] {
  const text = raw.once("response_type") ?? refuse("invalid_request", "response_type is missing.");
  const responseType =
    readResponseType(text) ?? refuse("unsupported_response_type", "This response_type is not supported.");
  if (!client.responseTypes.includes(responseType))
    refuse("unauthorized_client", "This client may not use this response_type.");
  const parts = responseType.split(" ") as AuthorizationRequest["responseType"];
  if (parts.includes("code") && !client.grantTypes.includes("authorization_code")) {
    refuse("unauthorized_client", "This client may not use the authorization code grant.");
  }
  const asked = raw.once("response_mode");
  if (asked !== undefined && readResponseMode(asked) === null)
    refuse("invalid_request", "This response_mode is not supported.");
  if (redirect.mode === "query" && usualMode(responseType) === "fragment") {
    throw new OAuthError("invalid_request", "Tokens are not sent in a query.", {
      redirect: { ...redirect, mode: "fragment" },
    });
  }
  return parts;
}

/** OpenID Connect Core, 3.2.2.1; applications written for Casdoor send none, and those that also have the switch may go on so. */
const needsNonce = ({ tokenFormat, dangers }: Client): boolean =>
  tokenFormat === "standard" || !dangers.includes("dangerouslyAllowImplicit");

/** RFC 7636, 4.3; required, unless the client has the switch that says what that costs. */
function checkPkce(raw: RawParameters, client: Client, refuse: Refuse): string | null {
  const codeChallenge = raw.once("code_challenge");
  const method = raw.once("code_challenge_method");
  if (codeChallenge === undefined) {
    if (method !== undefined) refuse("invalid_request", "code_challenge_method came without code_challenge.");
    if (!client.dangers.includes("dangerouslyAllowCodeWithoutPkce"))
      refuse("invalid_request", "PKCE is required: code_challenge is missing.");
    return null;
  }
  if (method !== "S256") refuse("invalid_request", "code_challenge_method must be S256.");
  if (!isChallenge(codeChallenge)) refuse("invalid_request", "code_challenge is not an S256 challenge.");
  return codeChallenge;
}

function readPrompt(raw: RawParameters, refuse: Refuse): AuthorizationRequest["prompt"] {
  const prompt = (raw.once("prompt") ?? "").split(" ").filter((value) => value !== "");
  const known = prompt.filter((value): value is (typeof PROMPTS)[number] => PROMPTS.some((each) => each === value));
  if (known.length !== prompt.length) refuse("invalid_request", "prompt has an unknown value.");
  if (known.includes("none") && known.length > 1) refuse("invalid_request", "prompt=none stands alone.");
  return known;
}
