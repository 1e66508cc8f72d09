/** The provider's tokens after the sign-in: renewing them (RFC 6749, 6) and giving them back (RFC 7009). */
import type { CallOptions } from "./engines/engine.ts";
import { noFacts } from "./engines/facts.ts";
import { requestRevocation, requestTokens } from "./engines/token-request.ts";
import type { ProviderApp, UpstreamTokens } from "./provider.ts";
import { contextOf, engineOf } from "./registration.ts";

/**
 * New tokens for a refresh token. Where the provider sends no new refresh token the old one stays in use and is returned.
 * An ID Token that comes along is left out: it proves no new sign-in.
 * @param options `callback`: parameters of the sign-in's callback, for a provider whose addresses or parameters need them
 *   again (a data centre, a device id).
 * @throws ProviderError `token_refused` where the refresh token is spent or withdrawn; `provider_error`, `bad_answer`,
 *   `unreachable`, `misconfigured`.
 */
export async function refreshTokens(
  app: ProviderApp,
  refreshToken: string,
  options: CallOptions & { readonly callback?: Readonly<Record<string, string>> },
): Promise<UpstreamTokens> {
  const context = contextOf(app, options);
  const endpoints = await engineOf(context.provider).endpoints(context);
  const facts = { ...noFacts, callback: options.callback ?? {} };
  const grant = { grant_type: "refresh_token", refresh_token: refreshToken };
  const { idToken: _, ...tokens } = (await requestTokens(context, facts, endpoints.token(facts), grant)).tokens;
  return { refreshToken, ...tokens };
}

/**
 * Gives a token back to the provider.
 * @returns Whether the provider has an address for that; where it has none, nothing was sent.
 * @throws ProviderError `provider_error` where the provider did not confirm it, `unreachable`, `misconfigured`.
 */
export async function revokeToken(
  app: ProviderApp,
  token: string,
  options: CallOptions & { readonly hint?: "access_token" | "refresh_token" },
): Promise<boolean> {
  const context = contextOf(app, options);
  const { revoke } = await engineOf(context.provider).endpoints(context);
  if (revoke === undefined) return false;
  await requestRevocation(context, revoke(noFacts), token, options.hint);
  return true;
}
