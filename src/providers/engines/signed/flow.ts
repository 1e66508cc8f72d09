/**
 * Sign-ins whose callback is proved by a secret that provider and application share, or by the provider's own word on
 * what came back: widgets, passports and assertions from before OAuth. Each proof is a file; which one, an entry says.
 */
import { readPath } from "../../path.ts";
import type { Json, PendingSignIn, Proof, SignedProvider } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import { fillAddress } from "../../template.ts";
import { freeParameters } from "../authorization-request.ts";
import { type CallbackParameters, checkCallbackError, checkState } from "../callback.ts";
import { withState } from "../callback-address.ts";
import type { Context } from "../engine.ts";
import { type Facts, fillText, noFacts } from "../facts.ts";
import type { Flow } from "../flow.ts";
import { md5 } from "../md5.ts";
import { randomValue } from "../random.ts";
import { verifyAssertion } from "./assertion.ts";
import { redeemCode } from "./exchange.ts";
import { verifyLines } from "./lines.ts";
import { signedPayload, verifyPayload } from "./payload.ts";

/** The person as the proof has them, and a token where one came along. */
export interface Proved {
  readonly profile: Json;
  readonly accessToken?: string;
}

type KindOf<K extends Proof["kind"]> = Extract<Proof, { readonly kind: K }>;
export type Lines = KindOf<"lines">;
export type Payload = KindOf<"payload">;
export type Exchange = KindOf<"exchange">;
export type Assertion = KindOf<"assertion">;

function requestParameters(context: Context, facts: Facts, { request }: SignedProvider): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(request)) {
    const text = fillText(context, facts, typeof value === "string" ? value : value.md5);
    if (text !== undefined) parameters.set(name, typeof value === "string" ? text : md5(text));
  }
  return parameters;
}

function prove(
  context: Context,
  proof: Proof,
  facts: Facts,
  pending: PendingSignIn,
  callback: CallbackParameters,
): Promise<Proved> {
  switch (proof.kind) {
    case "lines":
      return verifyLines(context, proof, callback);
    case "payload":
      return verifyPayload(context, proof, pending, callback);
    case "exchange":
      return redeemCode(context, proof, facts, callback);
    case "assertion":
      return verifyAssertion(context, proof, facts, callback);
  }
}

/** The flow of one entry. */
export const signedFlow = (provider: SignedProvider): Flow => ({
  async start(context, request) {
    const callbackAddress = withState(context.app.redirectUri, request.state);
    const facts = { ...noFacts, state: request.state, callbackAddress };
    const nonce = provider.proof.kind === "payload" ? randomValue() : undefined;
    const own =
      provider.proof.kind === "payload" && nonce !== undefined
        ? await signedPayload(context, provider.proof, nonce, callbackAddress)
        : requestParameters(context, facts, provider);
    const url = new URL(fillAddress(provider.authorize, context.parts));
    for (const [name, value] of freeParameters(context, request)) {
      if (own.has(name)) throw new ProviderError("misconfigured", `${name} is set where only the protocol may set it`);
      url.searchParams.set(name, value);
    }
    for (const [name, value] of own) url.searchParams.set(name, value);
    return { url: url.href, pending: { state: request.state, ...(nonce === undefined ? {} : { nonce }) } };
  },

  async finish(context, pending, callback) {
    // 1. The callback belongs to the sign-in that was started.
    checkState(callback, pending);
    // 2. It brings no error.
    checkCallbackError(callback, provider);
    // 3. It is proved, and only what is proved is read.
    const facts = { ...noFacts, callback, state: pending.state };
    const { profile: whole, accessToken = "" } = await prove(context, provider.proof, facts, pending, callback);
    const { unwrap } = provider.quirks ?? {};
    const profile = unwrap === undefined ? whole : readPath(whole, unwrap);
    if (profile === undefined) throw new ProviderError("bad_answer", `profile: nothing at ${unwrap}`);
    const answers = { ...noFacts, profile, settings: context.settings };
    return { answers, issuer: new URL(fillAddress(provider.authorize, context.parts)).origin, tokens: { accessToken } };
  },
});
