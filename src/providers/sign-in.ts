/**
 * A sign-in with a provider, from the first redirect to the profile: one face for every protocol.
 *
 *   startSignIn ──> browser at the provider ──> callback ──> finishSignIn
 *        │                                                       ▲
 *        └── PendingSignIn: kept by the caller, on the server, ──┘
 *            single-use, bound to the browser, the provider and the purpose
 *
 * The library keeps nothing between the two. Spending the pending sign-in, once, before `finishSignIn` is called, is the
 * caller's part; so is a callback address per provider, without which one provider could finish another's sign-in.
 *
 * `state` comes back with every protocol: where the protocol has no such parameter it stands in the callback address.
 */
import { checkLaunchHmac, singleParameters } from "./engines/callback.ts";
import type { CallOptions } from "./engines/engine.ts";
import { randomValue } from "./engines/random.ts";
import { finishScript, scriptOf } from "./engines/script-sign-in.ts";
import { readProfile } from "./profile.ts";
import type {
  PendingSignIn,
  Profile,
  ProviderApp,
  SettingValues,
  SignInAction,
  SignInScript,
  UpstreamTokens,
} from "./provider.ts";
import { ProviderError } from "./provider-error.ts";
import { contextOf, flowOf } from "./registration.ts";
import { perSignInValues } from "./settings.ts";
import { chosenVariant } from "./variant.ts";

export interface StartOptions extends CallOptions {
  /** OpenID Connect's `prompt`, for example `login` or `select_account`. */
  readonly prompt?: string;
  /** OpenID Connect's `login_hint`: who is expected to sign in. */
  readonly loginHint?: string;
  /** Scopes on top of the configured ones. */
  readonly scope?: readonly string[];
  /** What the entry's `actions` say of it is asked for. Without an entry's word OpenID Connect asks `prompt=login`. */
  readonly action?: SignInAction;
  /** Values for settings that may be given with each sign-in; others are left out. */
  readonly settings?: SettingValues;
  /** A state of the caller's own, such as one that names the row it keeps; random, 192 bits at least. */
  readonly state?: string;
  /**
   * The caller has a page for the provider's own script: where the registration chose that way, `script` comes back besides
   * the address, and the sign-in may end in {@link finishWithToken}, too.
   */
  readonly withScript?: boolean;
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
 * @throws ProviderError `misconfigured`; `unreachable` or `bad_answer` where the provider must be asked first (discovery,
 *   a request token) and that fails.
 */
export async function startSignIn(
  app: ProviderApp,
  options: StartOptions,
): Promise<{ readonly url: string; readonly pending: PendingSignIn; readonly script?: SignInScript }> {
  const given = perSignInValues(app, options.settings);
  const context = contextOf(app, options, given);
  const { prompt, loginHint, scope, action, state } = options;
  const request = {
    state: ownState(state) ?? randomValue(),
    ...(prompt === undefined ? {} : { prompt }),
    ...(loginHint === undefined ? {} : { loginHint }),
    ...(scope === undefined ? {} : { scope }),
    ...(action === undefined ? {} : { action }),
  };
  const { url, pending } = await flowOf(context.provider).start(context, request);
  const script = options.withScript === true ? scriptOf(context, request) : undefined;
  const kept = {
    ...pending,
    ...(Object.keys(given).length === 0 ? {} : { settings: given }),
    ...(script === undefined ? {} : { script: true as const }),
  };
  return { url, pending: kept, ...(script === undefined ? {} : { script }) };
}

/**
 * Looks at the parameters of a start address, where the entry says that the provider signs those that it opens itself.
 * @throws ProviderError `state_mismatch` for a signature that does not fit, `bad_answer` for doubled parameters.
 */
export async function checkLaunch(app: ProviderApp, query: URLSearchParams): Promise<void> {
  const provider = chosenVariant(app.provider, app.settings);
  if (provider.quirks?.launchHmac === undefined) return;
  await checkLaunchHmac({ provider, app }, singleParameters(query));
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
  const context = contextOf(app, options, pending.settings);
  // Each parameter is there once, before any of them is believed.
  const parameters = singleParameters(callback);
  const { answers, issuer, tokens } = await flowOf(context.provider).finish(context, pending, parameters);
  // There is somebody: a usable id in a known issuer.
  return { profile: readProfile(context, answers, issuer, tokens), tokens };
}

/**
 * Finishes a sign-in with the access token that the provider's script gave to the page.
 * @param pending What `startSignIn` gave together with a script, already spent.
 * @throws ProviderError with any of its codes.
 */
export async function finishWithToken(
  app: ProviderApp,
  pending: PendingSignIn,
  accessToken: string,
  options: CallOptions,
): Promise<{ readonly profile: Profile; readonly tokens: UpstreamTokens }> {
  const context = contextOf(app, options, pending.settings);
  const { provider } = context;
  if (provider.protocol !== "oauth2") throw new ProviderError("misconfigured", "the protocol knows no such token");
  const { answers, issuer, tokens, subject } = await finishScript(context, provider, pending, accessToken);
  const profile = readProfile(context, answers, issuer, tokens);
  if (profile.sub !== subject) throw new ProviderError("bad_answer", "the profile is not that of the token's person");
  return { profile, tokens };
}
