/**
 * OAuth 1.0a (RFC 5849, 2): request token, authorization, access token, and calls signed with it.
 *
 * What binds the callback is the request token: it was given for our callback address, its secret never leaves us, and
 * it comes back with a verifier that only this browser was given (2.2). `state` stands in the callback address besides.
 */
import type { OAuth1Provider, PendingSignIn } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import { fillAddress } from "../../template.ts";
import { call } from "../answer.ts";
import { freeParameters, wantedScope } from "../authorization-request.ts";
import { type CallbackParameters, checkState } from "../callback.ts";
import { withState } from "../callback-address.ts";
import type { Context } from "../engine.ts";
import { type Facts, fillHeaders, fillUrl, fillValues, noFacts } from "../facts.ts";
import type { Flow, StartRequest } from "../flow.ts";
import { bodyOf, type Caller, callAddress, requestExtra, requestProfile, successOf } from "../profile-request.ts";
import { equalInConstantTime, randomValue } from "../random.ts";
import { authorizationHeader } from "./signed-request.ts";
import { type Credentials, requestCredentials } from "./token-call.ts";

export type OAuth1Context = Context & { readonly provider: OAuth1Provider };

/** A call that is signed with the access token. */
const signedCaller =
  ({ token, secret }: Credentials): Caller =>
  async (context, facts, wanted) => {
    const { provider, app } = context as OAuth1Context;
    const address = callAddress(context, facts, wanted);
    const body = wanted.body === undefined ? undefined : bodyOf(context, facts, wanted.body);
    const request = { method: wanted.method, address, ...(body?.form === undefined ? {} : { form: body.form }) };
    const signer = {
      clientId: app.clientId,
      signature: provider.signature ?? "HMAC-SHA1",
      secrets: { client: app.clientSecret ?? "", token: secret },
      nonce: randomValue(),
      timestamp: context.now(),
    };
    const answer = await call(context.fetch, address, {
      method: wanted.method,
      headers: {
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": body.type }),
        ...fillHeaders(context, facts, wanted.headers),
        authorization: await authorizationHeader(request, signer, { oauth_token: token }),
      },
      ...(body === undefined ? {} : { body: body.text }),
    });
    return successOf(context, answer, wanted, facts);
  };

function authorizeAddress(context: OAuth1Context, request: StartRequest, token: string): string {
  const { provider } = context;
  const other = request.action === undefined ? undefined : provider.actionAuthorize?.[request.action];
  const url = new URL(fillAddress(other ?? provider.authorize, context.parts));
  const scope = provider.scopeIn === "authorize" ? wantedScope(context, request) : "";
  const parameters = [...(scope === "" ? [] : [["scope", scope] as const]), ...freeParameters(context, request)];
  for (const [name, value] of parameters) {
    if (/^oauth_/.test(name) || url.searchParams.has(name)) {
      throw new ProviderError("misconfigured", `${name} is set where only the protocol may set it`);
    }
    url.searchParams.set(name, value);
  }
  url.searchParams.set("oauth_token", token);
  return url.href;
}

function requestTokenAddress(context: OAuth1Context, request: StartRequest): string {
  const { provider } = context;
  const url = new URL(fillAddress(provider.requestToken, context.parts));
  const scope = provider.scopeIn === "authorize" ? "" : wantedScope(context, request);
  if (scope !== "") url.searchParams.set("scope", scope);
  for (const [name, value] of Object.entries(fillValues(context, noFacts, provider.requestParams))) {
    url.searchParams.set(name, value);
  }
  return url.href;
}

/** What OAuth 1.0 providers say where the person refused: `denied`, or the Problem Reporting extension's words. */
function checkDenied(parameters: CallbackParameters): void {
  const { denied, oauth_problem: problem, error } = parameters;
  const refused = ["user_refused", "permission_denied", "access_denied"];
  if (denied !== undefined || [problem, error].some((said) => said !== undefined && refused.includes(said))) {
    throw new ProviderError("access_denied", "callback: denied");
  }
  if (problem !== undefined || error !== undefined) throw new ProviderError("provider_error", "callback: a problem");
}

/** The request token that the callback names is this sign-in's. */
function checkToken(parameters: CallbackParameters, pending: PendingSignIn): { token: string; secret: string } {
  const { requestToken } = pending;
  const returned = parameters.oauth_token ?? parameters.denied ?? "";
  if (requestToken === undefined || !equalInConstantTime(requestToken.token, returned)) {
    throw new ProviderError("state_mismatch", "oauth_token is not the one that was asked for");
  }
  return requestToken;
}

/** The flow of one entry. */
export const oauth1Flow = (provider: OAuth1Provider): Flow => ({
  async start(given, request) {
    const context = { ...given, provider };
    const callback = withState(context.app.redirectUri, request.state);
    const address = requestTokenAddress(context, request);
    const { token, secret, answer } = await requestCredentials(context, "request token", address, {
      oauth_callback: callback,
    });
    // Without the confirmation the provider has not read the callback: OAuth 1.0, with its session fixation (2.1).
    if (provider.callbackConfirmed !== false && String(answer.oauth_callback_confirmed) !== "true") {
      throw new ProviderError("bad_answer", "request token: oauth_callback_confirmed is missing");
    }
    const pending: PendingSignIn = { state: request.state, requestToken: { token, secret } };
    return { url: authorizeAddress(context, request, token), pending };
  },

  async finish(given, pending, parameters) {
    const context = { ...given, provider };
    // 1. The callback belongs to the sign-in that was started, by its state and by its request token.
    checkState(parameters, pending);
    const requestToken = checkToken(parameters, pending);
    // 2. It brings no refusal, and a verifier.
    checkDenied(parameters);
    const { oauth_verifier: verifier } = parameters;
    if ((verifier === undefined || verifier === "") && provider.callbackConfirmed !== false) {
      throw new ProviderError("bad_answer", "the callback has no oauth_verifier");
    }
    const own = { oauth_token: requestToken.token, ...(verifier === undefined ? {} : { oauth_verifier: verifier }) };
    // 3. Both, signed with the secret that only we know, buy an access token.
    const address = fillAddress(provider.token, context.parts);
    const access = await requestCredentials(context, "access token", address, own, requestToken.secret);
    const tokens = {
      accessToken: access.token,
      ...(access.secret === "" ? {} : { tokenSecret: access.secret }),
    };
    const callback = Object.fromEntries(
      Object.entries(parameters).filter(([name]) => name !== "state" && !name.startsWith("oauth_")),
    );
    let facts: Facts = { ...noFacts, callback, token: access.answer, accessToken: access.token };
    // 4. The person is whoever calls with it describe.
    const caller = provider.profileAuth === "unsigned" ? undefined : signedCaller(access);
    facts = { ...facts, extra: await requestExtra(context, facts, "before", caller) };
    const { userinfo } = provider;
    const profile =
      userinfo === undefined
        ? access.answer
        : await requestProfile(context, fillUrl(context, facts, userinfo), facts, caller);
    facts = { ...facts, profile };
    const extra = { ...facts.extra, ...(await requestExtra(context, facts, "after", caller)) };
    const { token, idToken } = facts;
    const answers = { token, idToken, profile, extra, callback, settings: context.settings };
    return { answers, issuer: new URL(fillAddress(provider.authorize, context.parts)).origin, tokens };
  },
});
