/**
 * The token endpoint (RFC 6749, 4.1.3 and 6; RFC 7636, 4.6). The order of the checks is the security: who asks, then
 * what is shown, then the spending, and between the last check and the spending nothing waits.
 */
import { createHash } from "node:crypto";
import { sameSecret } from "../../lib/bearer.ts";
import type { Provider } from "../../providers/provider.ts";
import { placeholders } from "../../providers/template.ts";
import type { JsonObject } from "../answers/shape.ts";
import type { SandboxApp } from "../apps.ts";
import type { Grant } from "../grants.ts";
import { isSamePlace } from "../grants.ts";
import { mintAccessToken, mintIdToken } from "../id-token.ts";
import { Rejection } from "../rejection.ts";
import type { Format } from "../wire.ts";
import { respond, spoil } from "../wire.ts";
import type { Call } from "../world.ts";
import { answerContext, rejected } from "../world.ts";
import type { Read } from "./token-request.ts";
import { authenticateClient, claimedClientId, readTokenRequest } from "./token-request.ts";

/** What a request has bought: whose, and how far. */
interface Bought {
  readonly grant: Grant;
  readonly scope: ReadonlySet<string>;
  readonly nonce: string | undefined;
  /** The refresh token of the answer, if it has one. */
  readonly refreshToken: string | undefined;
  /** The fault that spoils the answer. */
  readonly fault: Grant["fault"];
}

// RFC 7636, 4.1.
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

function checkVerifier(challenge: string | undefined, verifier: string | undefined, plain: boolean): void {
  if (challenge === undefined) {
    if (verifier !== undefined) {
      throw new Rejection("verifier_mismatch", "A verifier came for a code without a challenge.");
    }
    return;
  }
  if (verifier === undefined) {
    throw new Rejection("verifier_missing", "The code was asked for with PKCE; the verifier is missing.");
  }
  const hash = plain ? verifier : createHash("sha256").update(verifier).digest("base64url");
  if (!VERIFIER.test(verifier) || !sameSecret(hash, challenge)) {
    throw new Rejection("verifier_mismatch", "The verifier does not fit the challenge.");
  }
}

/** The entry's own parameters of the token request. */
function checkFixed({ quirks, settings = {} }: Provider, read: Read): void {
  for (const [name, value] of Object.entries(quirks?.tokenParams ?? {})) {
    const named = placeholders(value);
    if (named.some((key) => Object.hasOwn(settings, key))) continue;
    const sent = read(name);
    if (named.length === 0 ? sent !== value : sent === undefined) {
      throw new Rejection("invalid_request", `The parameter ${name} is missing or another one.`, name);
    }
  }
}

function redeemCode({ world, match }: Call, app: SandboxApp, read: Read): Bought {
  const { provider, shape } = match.emulation;
  const value = read("code");
  if (value === undefined) throw new Rejection("code_missing", "The code is missing.");
  const code = world.grants.findCode(value);
  if (!code || code.grant.providerId !== provider.id) {
    throw new Rejection("code_unknown", "No such code was given out.");
  }
  const { grant } = code;
  if (grant.clientId !== app.clientId) throw new Rejection("code_unknown", "The code was given to another client.");
  if (!isSamePlace(grant.captured, match.captured)) {
    throw new Rejection("code_unknown", "The code is another tenant's.");
  }
  if (grant.fault === "wrong_secret") throw new Rejection("wrong_secret", "The fault “wrong secret” was chosen.");
  if (grant.fault === "expired_code") throw new Rejection("code_expired", "The fault “expired code” was chosen.");
  if (code.used) {
    grant.revoked = true;
    throw new Rejection("code_used", "The code was redeemed before; what it bought is revoked.");
  }
  if (world.grants.isExpired(code)) throw new Rejection("code_expired", "The code is older than a minute.");
  const redirectUri = read("redirect_uri");
  const mayBeMissing = shape.tokenRedirectUri === "optional" || provider.quirks?.tokenOmit?.includes("redirect_uri");
  if (redirectUri === undefined ? !mayBeMissing : redirectUri !== code.redirectUri) {
    throw new Rejection("code_redirect_uri", "The redirect address is not the one of the authorization request.");
  }
  checkVerifier(code.challenge, read("code_verifier"), provider.quirks?.pkceMethod === "plain");
  checkFixed(provider, read);
  code.used = true;
  const refreshToken = grant.refreshable
    ? world.grants.issueRefresh(grant, grant.scope, shape.prefixes?.refresh)
    : undefined;
  return { grant, scope: grant.scope, nonce: grant.nonce, refreshToken, fault: grant.fault };
}

function refresh({ world, match }: Call, app: SandboxApp, read: Read): Bought {
  const { provider, shape } = match.emulation;
  const value = read("refresh_token");
  if (value === undefined) throw new Rejection("invalid_request", "The refresh token is missing.");
  const token = world.grants.findToken(value);
  const { grant } = token ?? {};
  if (token?.kind !== "refresh" || !grant || grant.providerId !== provider.id || grant.clientId !== app.clientId) {
    throw new Rejection("refresh_unknown", "No such refresh token was given to this client.");
  }
  if (token.spent) grant.revoked = true;
  if (token.spent || grant.revoked) {
    throw new Rejection("refresh_unknown", "The refresh token was used before or revoked.");
  }
  if (world.grants.isExpired(token)) throw new Rejection("refresh_unknown", "The refresh token has expired.");
  if (!isSamePlace(grant.captured, match.captured)) {
    throw new Rejection("refresh_unknown", "The token is another tenant's.");
  }
  const asked = read("scope")?.split(provider.scopeSeparator ?? " ");
  if (asked?.some((scope) => !token.scope.has(scope))) {
    throw new Rejection("invalid_scope", "A refresh can't widen the scope (RFC 6749, 6).");
  }
  const rotation = shape.refresh?.rotation ?? "spend";
  token.spent = rotation === "spend";
  const scope = asked ? new Set(asked) : token.scope;
  const fresh = rotation === "spend" || rotation === "renew";
  const repeated = rotation === "keep" ? value : undefined;
  const refreshToken = fresh ? world.grants.issueRefresh(grant, token.scope, shape.prefixes?.refresh) : repeated;
  return { grant, scope, nonce: undefined, refreshToken, fault: null };
}

/** A token of longer life for one that a script gave. */
function exchange({ world, match }: Call, app: SandboxApp, read: Read, parameter: string): Bought {
  const token = world.grants.findToken(read(parameter) ?? "");
  const { grant } = token ?? {};
  if (token?.kind !== "access" || !grant || grant.providerId !== match.emulation.provider.id) {
    throw new Rejection("token_invalid", "No such access token was given out.");
  }
  if (grant.clientId !== app.clientId) throw new Rejection("token_invalid", "The token is another application's.");
  if (grant.revoked || world.grants.isExpired(token)) throw new Rejection("token_expired", "The token has expired.");
  return { grant, scope: token.scope, nonce: undefined, refreshToken: undefined, fault: null };
}

async function tokens({ world, match }: Call, { grant, scope, nonce, refreshToken }: Bought): Promise<JsonObject> {
  const { emulation } = match;
  const { provider, shape } = emulation;
  const settings = emulation.settings({ ...match.captured, ...grant.captured }) ?? match.settings;
  const context = answerContext({ world, match }, { ...grant, scope }, settings);
  const lifetime = shape.lifetime === undefined ? 3600 : shape.lifetime;
  const wantsIdToken = provider.protocol === "oidc" && (scope.has("openid") || shape.accessToken === "idToken");
  const mint = (accessToken: string | undefined): Promise<string> =>
    mintIdToken(world, emulation, context, grant.fault, { nonce, accessToken });

  let value: string | undefined;
  if (shape.accessToken === "idToken") value = await mint(undefined);
  else if (shape.accessToken)
    value = await mintAccessToken(world, emulation, context, shape.accessToken(context), lifetime);
  const accessToken = world.grants.issueAccess(grant, scope, lifetime, {
    ...(shape.prefixes?.access === undefined ? {} : { prefix: shape.prefixes.access }),
    ...(value === undefined ? {} : { value }),
  });
  const standard: JsonObject = {
    access_token: accessToken,
    token_type: "Bearer",
    ...(lifetime === null ? {} : { expires_in: lifetime }),
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    scope: [...scope].join(provider.scopeSeparator ?? " "),
    ...(wantsIdToken ? { id_token: shape.accessToken === "idToken" ? accessToken : await mint(accessToken) } : {}),
  };
  return shape.token?.(standard, context) ?? standard;
}

function format({ match, request }: Call): Format {
  const { tokenFormat = "json" } = match.emulation.shape;
  if (tokenFormat !== "accept") return tokenFormat;
  return /[/+]json\b/i.test(request.headers.get("accept") ?? "") ? "json" : "form";
}

/** The answer behind the text that this provider puts before its JSON. */
async function prefixed({ match }: Call, answer: Response): Promise<Response> {
  const prefix = match.emulation.provider.quirks?.tokenAnswerPrefix;
  return prefix === undefined ? answer : new Response(prefix + (await answer.text()), answer);
}

function buy(call: Call, app: SandboxApp, read: Read): Bought {
  const other = call.match.emulation.shape.exchange;
  if (other !== undefined && read("grant_type") === other.grantType) return exchange(call, app, read, other.parameter);
  switch (read("grant_type")) {
    case "authorization_code":
      return redeemCode(call, app, read);
    case "refresh_token":
      return refresh(call, app, read);
    case undefined:
      throw new Rejection("invalid_request", "The parameter grant_type is missing.", "grant_type");
    default:
      throw new Rejection("unsupported_grant_type", "Only authorization_code and refresh_token are emulated.");
  }
}

export async function token(call: Call): Promise<Response> {
  const { world, request } = call;
  let read: Read = () => undefined;
  try {
    read = readTokenRequest(call);
    const bought = buy(call, authenticateClient(call, read), read);
    const answer = await prefixed(call, respond({ status: 200, json: await tokens(call, bought) }, format(call)));
    if (bought.fault === null) return answer;
    call.remark(`The fault ${bought.fault} was chosen.`);
    const signal = AbortSignal.any([request.signal, world.closing]);
    return spoil(answer, bought.fault, {
      slowMs: world.slowMs,
      signal,
      elsewhere: `${world.origin}/_sandbox/elsewhere`,
    });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    return respond(rejected(call, error, "token", claimedClientId(call, read)), format(call));
  }
}
