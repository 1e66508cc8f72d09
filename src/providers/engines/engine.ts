/**
 * What an engine is: the part of the code flow that differs between its protocols. `code-flow.ts` runs the part that does
 * not.
 *
 * An engine knows its entry's data and no provider by name. Nothing of a request is kept in a module: everything that
 * belongs to one sign-in goes through the arguments.
 */
import type { Json, PendingSignIn, Provider, ProviderApp, SettingValues, UpstreamTokens } from "../provider.ts";
import type { Facts } from "./facts.ts";

/**
 * The way out: `fetch` itself or something with its signature. What it may reach, how long and how much is its business;
 * discovery documents and keys are cached per function, so pass the same one each time.
 */
export type ProviderFetch = (url: string, init: RequestInit) => Promise<Response>;

/** Assertions that have been used, kept by the caller: nonces of OpenID 2.0, signatures of signed sign-ins. */
export interface NonceStore {
  /**
   * Remembers a server's nonce, or an assertion's signature.
   * @param until Unix seconds; it need not be remembered any longer.
   * @returns Whether it is new.
   */
  use(endpoint: string, nonce: string, until: number): Promise<boolean>;
}

/** What every call into the library takes. */
export interface CallOptions {
  readonly fetch: ProviderFetch;
  /**
   * OpenID 2.0 asks for it, though there an assertion is bound to its sign-in by `state` already; and sign-ins whose
   * signature does not cover `state` (Telegram's widget): without it, whoever sees such a callback can use it once more.
   */
  readonly nonces?: NonceStore;
  /** The time in Unix seconds. The system's by default. */
  readonly now?: () => number;
}

/** One registration, ready for calls: settings checked, placeholders' values at hand. */
export interface Context {
  readonly provider: Provider;
  readonly app: ProviderApp;
  readonly settings: SettingValues;
  /** What `{placeholder}`s in addresses stand for. */
  readonly parts: SettingValues;
  readonly fetch: ProviderFetch;
  /** Unix seconds. */
  readonly now: () => number;
  readonly nonces?: NonceStore;
}

/** Where the provider's endpoints are, and what it calls itself. */
export interface Endpoints {
  readonly authorize: string;
  /** Addresses that an answer may have a part in are made once it is there. */
  readonly token: (facts: Facts) => string;
  readonly userinfo?: (facts: Facts) => string;
  readonly jwks?: string;
  readonly revoke?: (facts: Facts) => string;
  /** What a `sub` is unique in, where the answers name nothing closer. */
  readonly issuer: string;
  /** The values that `iss` in the callback may have (RFC 9207); empty where none is known. */
  readonly callbackIssuers: readonly string[];
  /** Whether the provider has promised `iss` in every callback. */
  readonly callbackIssuerRequired: boolean;
}

/** Who the token answer alone proves. */
export interface Identity {
  /** The verified claims of the ID Token; an empty object where the protocol has none. */
  readonly idToken: { readonly [claim: string]: Json };
  readonly issuer: string;
}

export interface Engine {
  /** Whether the protocol has an ID Token, which a nonce binds to the sign-in. */
  readonly idToken: boolean;
  endpoints(context: Context): Promise<Endpoints>;
  identify(
    context: Context,
    endpoints: Endpoints,
    tokens: UpstreamTokens,
    pending: PendingSignIn,
    callback: Readonly<Record<string, string>>,
  ): Promise<Identity>;
  /** The profile that claims are read from. */
  profile(context: Context, endpoints: Endpoints, facts: Facts, identity: Identity): Promise<Json>;
}
