/**
 * A sign-in with a provider, from the first redirect to the profile (RFC 6749, 4.1; OpenID Connect Core, 3.1).
 *
 *   startSignIn ──> browser at the provider ──> callback ──> finishSignIn
 *        │                                                       ▲
 *        └── PendingSignIn: kept by the caller, on the server, ──┘
 *            single-use, bound to the browser, the provider and the purpose
 *
 * The library keeps nothing between the two. Spending the pending sign-in, once, before `finishSignIn` is called, is the
 * caller's part; so is a callback address per provider, without which one provider could finish another's sign-in.
 */
import { authorizationUrl } from "./engines/authorization-request.ts";
import {
  checkCallbackError,
  checkCallbackIssuer,
  checkState,
  codeOf,
  readableParameters,
  singleParameters,
} from "./engines/callback.ts";
import type { CallOptions, Context } from "./engines/engine.ts";
import { requestExtra } from "./engines/profile-request.ts";
import { randomValue, s256 } from "./engines/random.ts";
import { requestTokens } from "./engines/token-request.ts";
import { readProfile } from "./profile.ts";
import type { PendingSignIn, Profile, ProviderApp, UpstreamTokens } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";
import { contextOf, engineOf } from "./registration.ts";

export interface StartOptions extends CallOptions {
  /** OpenID Connect's `prompt`, for example `login` or `select_account`. */
  readonly prompt?: string;
  /** OpenID Connect's `login_hint`: who is expected to sign in. */
  readonly loginHint?: string;
  /** A state of the caller's own, such as one that names the row it keeps; random, 192 bits at least. */
  readonly state?: string;
}

/** @throws ProviderError `misconfigured` where a state is too short to be a secret, or not text for an address. */
function ownState(state: string | undefined): string | undefined {
  if (state !== undefined && !/^[\w.~-]{32,512}$/.test(state)) {
    throw new ProviderError(
      "misconfigured",
      "the state of the caller's own is not 32 characters or more for an address",
    );
  }
  return state;
}

/**
 * Starts a sign-in.
 * @returns The address to send the browser to, and what must be kept until it comes back.
 * @throws ProviderError `misconfigured`; `unreachable` or `bad_answer` where discovery is needed and fails.
 */
export async function startSignIn(
  app: ProviderApp,
  options: StartOptions,
): Promise<{ readonly url: string; readonly pending: PendingSignIn }> {
  const context = contextOf(app, options);
  const engine = engineOf(app.provider);
  const { authorize } = await engine.endpoints(context);
  const pending: PendingSignIn = {
    state: ownState(options.state) ?? randomValue(),
    ...(engine.idToken ? { nonce: randomValue() } : {}),
    ...(app.provider.pkce ? { codeVerifier: randomValue() } : {}),
  };
  const url = authorizationUrl(app.provider, app, authorize, {
    state: pending.state,
    ...(pending.nonce === undefined ? {} : { nonce: pending.nonce }),
    ...(pending.codeVerifier === undefined ? {} : { codeChallenge: await s256(pending.codeVerifier) }),
    ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
    ...(options.loginHint === undefined ? {} : { loginHint: options.loginHint }),
  });
  return { url, pending };
}

/** What nobody verifies nobody shall read. */
function withoutIdToken({ idToken: _, ...tokens }: UpstreamTokens): UpstreamTokens {
  return tokens;
}

function codeGrant({ app }: Context, code: string, pending: PendingSignIn): Readonly<Record<string, string>> {
  if (app.provider.pkce && pending.codeVerifier === undefined) {
    throw new ProviderError("state_mismatch", "the pending sign-in has no code verifier");
  }
  return {
    grant_type: "authorization_code",
    code,
    redirect_uri: app.redirectUri,
    ...(pending.codeVerifier === undefined ? {} : { code_verifier: pending.codeVerifier }),
  };
}

/**
 * Finishes a sign-in with what the browser brought back.
 * @param pending What `startSignIn` gave, already spent.
 * @param callback The parameters of the callback address, or of the form that was posted to it.
 * @throws ProviderError with any of its codes.
 */
export async function finishSignIn(
  app: ProviderApp,
  pending: PendingSignIn,
  callback: URLSearchParams,
  options: CallOptions,
): Promise<{ readonly profile: Profile; readonly tokens: UpstreamTokens }> {
  const context = contextOf(app, options);
  const engine = engineOf(app.provider);

  // 1. Each parameter is there once.
  const parameters = singleParameters(callback);
  // 2. The callback belongs to the sign-in that was started.
  checkState(parameters, pending);
  // 3. It comes from the server that the browser was sent to.
  const endpoints = await engine.endpoints(context);
  checkCallbackIssuer(parameters, endpoints);
  // 4. It brings no error.
  checkCallbackError(parameters);
  // 5. It brings a code.
  const code = codeOf(parameters, app.provider);
  // 6. The code, with the verifier that only we know, buys tokens.
  const { tokens: given, answer } = await requestTokens(context, endpoints.token, codeGrant(context, code, pending));
  const tokens = engine.idToken ? given : withoutIdToken(given);
  // 7. The ID Token, where the protocol has one, passes every check.
  const identity = await engine.identify(context, endpoints, tokens, pending, parameters);
  // 8. The profile belongs to the same person.
  const profile = await engine.profile(context, endpoints, tokens, identity);
  // 9. What the entry asks for besides.
  const extra = await requestExtra(context, tokens);
  // 10. There is somebody: a usable id in a known issuer.
  const answers = {
    token: answer,
    idToken: identity.idToken,
    profile,
    extra,
    callback: readableParameters(parameters, app.provider),
    settings: context.settings,
  };
  return { profile: readProfile(app.provider, answers, identity.issuer, tokens), tokens };
}
