/**
 * The token request (RFC 6749, 4.1.3 and 6; client authentication 2.3.1) and revocation (RFC 7009, 2.1), with each
 * provider's departures taken from its entry: other names, JSON, GET, parameters left out.
 */
import type { Quirks } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import type { Answer } from "./answer.ts";
import { call, describeFailure, jsonOf, succeeded } from "./answer.ts";
import { clientSecretOf } from "./client-secret.ts";
import type { Context } from "./engine.ts";
import { type Facts, fillHeaders, fillPresentValues, fillValues, noFacts } from "./facts.ts";
import type { TokenAnswer } from "./token-answer.ts";
import { readTokenAnswer } from "./token-answer.ts";

type Parameters = Readonly<Record<string, string>>;

/** One value in application/x-www-form-urlencoded, as client credentials are in a Basic header (RFC 6749, 2.3.1). */
const formEncode = (value: string): string => new URLSearchParams({ v: value }).toString().slice(2);

async function clientAuthentication(context: Context): Promise<{ parameters: Parameters; headers: Parameters }> {
  const { app, provider } = context;
  const { clientId } = app;
  const clientSecret = await clientSecretOf(context);
  if (provider.tokenAuth === "none" || clientSecret === undefined || clientSecret === "") {
    return { parameters: { client_id: clientId }, headers: {} };
  }
  if (provider.tokenAuth === "basic") {
    const credentials = btoa(`${formEncode(clientId)}:${formEncode(clientSecret)}`);
    return { parameters: {}, headers: { authorization: `Basic ${credentials}` } };
  }
  return { parameters: { client_id: clientId, client_secret: clientSecret }, headers: {} };
}

async function send(
  context: Context,
  endpoint: string,
  parameters: Parameters,
  quirks: Quirks,
  facts: Facts,
): Promise<Answer> {
  const client = await clientAuthentication(context);
  const names = quirks.tokenNames ?? {};
  const omitted = new Set(quirks.tokenOmit);
  const standard = Object.entries({ ...parameters, ...client.parameters })
    .filter(([name]) => !omitted.has(name))
    .map(([name, value]) => [names[name] ?? name, value] as const);
  const fill = parameters.grant_type === "refresh_token" ? fillPresentValues : fillValues;
  const sent = { ...fill(context, facts, quirks.tokenParams), ...Object.fromEntries(standard) };
  const headers = {
    accept: "application/json",
    ...fillHeaders(context, facts, quirks.tokenHeaders),
    ...client.headers,
  };
  if (quirks.tokenMethod === "GET") {
    const url = new URL(endpoint);
    for (const [name, value] of Object.entries(sent)) url.searchParams.set(name, value);
    return call(context.fetch, url.href, { method: "GET", headers });
  }
  const json = quirks.tokenBody === "json";
  return call(context.fetch, endpoint, {
    method: "POST",
    headers: { ...headers, "content-type": json ? "application/json" : "application/x-www-form-urlencoded" },
    body: json ? JSON.stringify(sent) : new URLSearchParams(sent).toString(),
  });
}

/**
 * Asks for tokens.
 * @param facts What placeholders are filled from.
 * @param parameters `grant_type` and what belongs to it, in RFC 6749's names.
 * @throws ProviderError `token_refused`, `provider_error`, `bad_answer` or `unreachable`.
 */
export async function requestTokens(
  context: Context,
  facts: Facts,
  endpoint: string,
  parameters: Parameters,
): Promise<TokenAnswer> {
  const quirks = context.provider.quirks ?? {};
  const answer = await send(context, endpoint, parameters, quirks, facts);
  const { code, code_verifier, refresh_token } = parameters;
  const secrets = [code, code_verifier, refresh_token, facts.accessToken, context.app.clientSecret];
  return readTokenAnswer(answer, quirks, context.now(), secrets);
}

/**
 * Gives a token back (RFC 7009).
 * @throws ProviderError `provider_error` where the provider did not confirm it, `unreachable`.
 */
export async function requestRevocation(
  context: Context,
  endpoint: string,
  token: string,
  hint: "access_token" | "refresh_token" | undefined,
): Promise<void> {
  const parameters = { token, ...(hint === undefined ? {} : { token_type_hint: hint }) };
  const answer = await send(context, endpoint, parameters, {}, noFacts);
  const body = jsonOf(answer);
  const error = typeof body === "object" && body !== null && Object.hasOwn(body, "error");
  if (!succeeded(answer) || error) {
    const said = describeFailure(answer, [token, context.app.clientSecret]);
    throw new ProviderError("provider_error", `revocation: ${said}`);
  }
}
