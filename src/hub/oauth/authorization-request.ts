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
import { OAuthError, type ProvenRedirect } from "../web/oauth-error.ts";
import { isChallenge } from "./pkce.ts";
import { grantable, readScope } from "./scope.ts";

const PROMPTS = ["none", "login", "consent", "select_account"] as const;
const LONGEST = 2048;

/** Parameters as they came: what stood there once, and what is wrong with the whole. */
export class RawParameters {
  readonly #all: URLSearchParams;

  constructor(text: string) {
    this.#all = new URLSearchParams(text);
  }

  /** Empty counts as absent (RFC 6749, 3.1). @throws Refusal `parameter_repeated` */
  once(name: string): string | undefined {
    const values = this.#all.getAll(name);
    if (values.length > 1) throw new Refusal("parameter_repeated", `The parameter "${name}" is there more than once.`);
    return values[0] === "" ? undefined : values[0];
  }

  isRepeated(name: string): boolean {
    return this.#all.getAll(name).length > 1;
  }

  /** What is wrong whatever the names mean, or `null`: a name that is there twice, a NUL, which PostgreSQL can't hold. */
  fault(): string | null {
    const seen = new Set<string>();
    for (const [name, value] of this.#all) {
      if (seen.has(name)) return "A parameter is there more than once.";
      if (value.includes("\u0000")) return "A parameter is malformed.";
      seen.add(name);
    }
    return null;
  }
}

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
  return { client, request: readRest(raw, client, { redirectUri, state: readState(raw) }) };
}

/** The state to send back, with errors too; `null` where there is none, or which one it is can't be told or carried. */
function readState(raw: RawParameters): string | null {
  const state = raw.isRepeated("state") ? undefined : raw.once("state");
  return state === undefined || state.length > LONGEST || state.includes("\u0000") ? null : state;
}

function readRest(raw: RawParameters, client: Client, redirect: ProvenRedirect): AuthorizationRequest {
  const refuse = (code: ConstructorParameters<typeof OAuthError>[0], description: string): never => {
    throw new OAuthError(code, description, { redirect });
  };
  const fault = raw.fault();
  if (fault !== null) refuse("invalid_request", fault);
  if (raw.once("request") !== undefined) refuse("request_not_supported", "Request objects are not supported.");
  if (raw.once("request_uri") !== undefined) refuse("request_uri_not_supported", "Request URIs are not supported.");

  const responseType = raw.once("response_type") ?? refuse("invalid_request", "response_type is missing.");
  if (responseType !== "code") refuse("unsupported_response_type", "Only response_type=code is supported.");
  if (!client.grantTypes.includes("authorization_code")) {
    refuse("unauthorized_client", "This client may not use the authorization code grant.");
  }
  const responseMode = raw.once("response_mode");
  if (responseMode !== undefined && responseMode !== "query") refuse("invalid_request", "Only response_mode=query is supported.");

  const codeChallenge = raw.once("code_challenge");
  const method = raw.once("code_challenge_method");
  if (codeChallenge === undefined) {
    if (method !== undefined) refuse("invalid_request", "code_challenge_method came without code_challenge.");
    if (!client.dangers.includes("dangerouslyAllowCodeWithoutPkce")) refuse("invalid_request", "PKCE is required: code_challenge is missing.");
  } else {
    if (method !== "S256") refuse("invalid_request", "code_challenge_method must be S256.");
    if (!isChallenge(codeChallenge)) refuse("invalid_request", "code_challenge is not an S256 challenge.");
  }

  const scope = readScope(raw.once("scope")) ?? refuse("invalid_scope", "scope is malformed.");
  const prompt = (raw.once("prompt") ?? "").split(" ").filter((value) => value !== "");
  const known = prompt.filter((value): value is (typeof PROMPTS)[number] => PROMPTS.some((each) => each === value));
  if (known.length !== prompt.length) refuse("invalid_request", "prompt has an unknown value.");
  if (known.includes("none") && known.length > 1) refuse("invalid_request", "prompt=none stands alone.");

  const maxAge = raw.once("max_age");
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) refuse("invalid_request", "max_age is not a number of seconds.");
  const nonce = raw.once("nonce");
  for (const name of ["nonce", "state", "login_hint"]) {
    if ((raw.once(name)?.length ?? 0) > LONGEST) refuse("invalid_request", `${name} is too long.`);
  }
  return {
    clientId: client.clientId,
    redirectUri: redirect.redirectUri,
    state: redirect.state,
    scope: grantable(scope, client.scopes),
    nonce: nonce ?? null,
    codeChallenge: codeChallenge ?? null,
    prompt: known,
    maxAge: maxAge === undefined ? null : Number(maxAge),
    loginHint: raw.once("login_hint") ?? null,
  };
}
