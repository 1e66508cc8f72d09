/**
 * The authorization code flow (RFC 6749, 4.1; OpenID Connect Core, 3.1), for OAuth 2.0 and OpenID Connect alike. What
 * differs between the two is their engine's; the order of the checks is here.
 */
import { readAnswers } from "../path.ts";
import type { PendingSignIn, UpstreamTokens } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { authorizationUrl } from "./authorization-request.ts";
import {
  checkCallbackError,
  checkCallbackHmac,
  checkCallbackIssuer,
  checkState,
  codeOf,
  readableParameters,
} from "./callback.ts";
import type { Context, Engine } from "./engine.ts";
import { type Facts, fillUrl, noFacts } from "./facts.ts";
import type { Flow } from "./flow.ts";
import { requestExtra } from "./profile-request.ts";
import { randomValue, s256 } from "./random.ts";
import { requestTokens } from "./token-request.ts";

/** What nobody verifies nobody shall read. */
function withoutIdToken({ idToken: _, ...tokens }: UpstreamTokens): UpstreamTokens {
  return tokens;
}

function codeGrant(context: Context, code: string, pending: PendingSignIn): Readonly<Record<string, string>> {
  if (context.provider.pkce && pending.codeVerifier === undefined) {
    throw new ProviderError("state_mismatch", "the pending sign-in has no code verifier");
  }
  return {
    grant_type: "authorization_code",
    code,
    redirect_uri: context.app.redirectUri,
    ...(pending.codeVerifier === undefined ? {} : { code_verifier: pending.codeVerifier }),
  };
}

/**
 * What the token says that it is good for, where the entry names the place.
 * @throws ProviderError `token_refused` where that is less than the registration asks for.
 */
function grantedScope({ provider, app, settings }: Context, facts: Facts): string | undefined {
  const path = provider.quirks?.grantedScope;
  if (path === undefined) return undefined;
  const said = readAnswers({ ...facts, settings }, path);
  const granted = typeof said === "string" ? said.split(" ") : Array.isArray(said) ? said : [];
  const lacks = (app.scope ?? provider.scope).some((scope) => !granted.includes(scope));
  if (lacks) throw new ProviderError("token_refused", "the token is not good for every scope that was asked for");
  return granted.filter((scope) => typeof scope === "string").join(" ");
}

async function challenge({ provider }: Context, verifier: string) {
  if (provider.quirks?.pkceMethod === "plain")
    return { codeChallenge: verifier, codeChallengeMethod: "plain" } as const;
  return { codeChallenge: await s256(verifier), codeChallengeMethod: "S256" } as const;
}

/** The flow over one entry's engine. */
export const codeFlow = (engine: Engine): Flow => ({
  async start(context, request) {
    const { provider } = context;
    const endpoints = await engine.endpoints(context);
    const wantsNonce = engine.idToken && provider.quirks?.nonce !== "unsupported";
    const pending: PendingSignIn = {
      state: request.state,
      ...(wantsNonce ? { nonce: randomValue() } : {}),
      ...(provider.pkce ? { codeVerifier: randomValue() } : {}),
    };
    const other = request.action === undefined ? undefined : provider.actionAuthorize?.[request.action];
    const authorize = other === undefined ? endpoints.authorize : fillUrl(context, noFacts, other);
    const url = authorizationUrl(context, authorize, {
      ...request,
      ...(pending.nonce === undefined ? {} : { nonce: pending.nonce }),
      ...(pending.codeVerifier === undefined ? {} : await challenge(context, pending.codeVerifier)),
    });
    return { url, pending };
  },

  async finish(context, pending, parameters) {
    // 1. The callback belongs to the sign-in that was started.
    checkState(parameters, pending);
    // 2. It comes from the server that the browser was sent to, and was not bent on the way.
    const endpoints = await engine.endpoints(context);
    checkCallbackIssuer(parameters, endpoints);
    await checkCallbackHmac(context, parameters);
    // 3. It brings no error.
    checkCallbackError(parameters, context.provider);
    // 4. It brings a code.
    const code = codeOf(parameters, context.provider);
    const callback = readableParameters(parameters, context.provider);
    let facts: Facts = { ...noFacts, callback, code, state: pending.state };
    // 5. The code, with the verifier that only we know, buys tokens.
    const grant = codeGrant(context, code, pending);
    const { tokens: given, answer } = await requestTokens(context, facts, endpoints.token(facts), grant);
    const tokens = engine.idToken ? given : withoutIdToken(given);
    facts = { ...facts, token: answer, accessToken: tokens.accessToken };
    // 6. The ID Token, where the protocol has one, passes every check.
    const identity = await engine.identify(context, endpoints, tokens, pending, parameters);
    facts = { ...facts, idToken: identity.idToken };
    const scope = grantedScope(context, facts);
    // 7. The profile belongs to the same person.
    facts = { ...facts, extra: await requestExtra(context, facts, "before") };
    facts = { ...facts, profile: await engine.profile(context, endpoints, facts, identity) };
    // 8. What the entry asks for besides.
    const extra = { ...facts.extra, ...(await requestExtra(context, facts, "after")) };
    const { token, idToken, profile } = facts;
    const answers = { token, idToken, profile, extra, callback, settings: context.settings };
    return { answers, issuer: identity.issuer, tokens: scope === undefined ? tokens : { ...tokens, scope } };
  },
});
