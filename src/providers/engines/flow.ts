/**
 * What a protocol's flow is: the way to the provider and the way back. `sign-in.ts` is the one face of all of them.
 */
import type { Answers, PendingSignIn, SignInAction, UpstreamTokens } from "../provider.ts";
import type { CallbackParameters } from "./callback.ts";
import type { Context } from "./engine.ts";

/** What a caller wants of one sign-in. */
export interface StartRequest {
  readonly state: string;
  readonly prompt?: string;
  readonly loginHint?: string;
  /** Scopes on top of the configured ones. */
  readonly scope?: readonly string[];
  readonly action?: SignInAction;
}

export interface Started {
  readonly url: string;
  readonly pending: PendingSignIn;
}

/** Everything that was proved, ready to be read as a profile. */
export interface Finished {
  readonly answers: Answers;
  /** What the subject is unique in, where the answers name nothing closer. */
  readonly issuer: string;
  readonly tokens: UpstreamTokens;
}

export interface Flow {
  start(context: Context, request: StartRequest): Promise<Started>;
  /** @param callback The callback's parameters, each there once. */
  finish(context: Context, pending: PendingSignIn, callback: CallbackParameters): Promise<Finished>;
}
