/** The two calls for credentials (RFC 5849, 2.1 and 2.3), and their answers: form-encoded, or JSON from some. */

import { isJsonObject } from "../../json.ts";
import type { Json } from "../../provider.ts";
import { ProviderError } from "../../provider-error.ts";
import { call, describeFailure, jsonOf, succeeded } from "../answer.ts";
import { fillHeaders, noFacts } from "../facts.ts";
import { randomValue } from "../random.ts";
import { parseForm } from "../token-answer.ts";
import type { OAuth1Context } from "./flow.ts";
import { authorizationHeader } from "./signed-request.ts";

export interface Credentials {
  readonly token: string;
  /** Empty where the provider gives none. */
  readonly secret: string;
  /** The answer as it came. */
  readonly answer: { readonly [name: string]: Json };
}

// What may stand in a header and in an address without being anything but itself, once it is encoded.
const TOKEN = /^[\x21-\x7e]{1,4096}$/;
const SECRET = /^[\x20-\x7e]{0,4096}$/;

const bad = (name: string, why: string): ProviderError => new ProviderError("bad_answer", `${name}: ${why}`);

/**
 * @param name What is asked for, for the log.
 * @param own `oauth_callback`, or the request token with its verifier.
 * @param tokenSecret The request token's secret.
 * @throws ProviderError `token_refused`, `provider_error`, `bad_answer` or `unreachable`.
 */
export async function requestCredentials(
  context: OAuth1Context,
  name: string,
  address: string,
  own: Readonly<Record<string, string>>,
  tokenSecret = "",
): Promise<Credentials> {
  const { provider, app, now } = context;
  const signer = {
    clientId: app.clientId,
    signature: provider.signature ?? "HMAC-SHA1",
    secrets: { client: app.clientSecret ?? "", token: tokenSecret },
    nonce: randomValue(),
    timestamp: now(),
  };
  const method = provider.quirks?.tokenMethod ?? "POST";
  const authorization = await authorizationHeader({ method, address }, signer, own);
  const headers = { ...fillHeaders(context, noFacts, provider.quirks?.tokenHeaders), authorization };
  const answer = await call(context.fetch, address, { method, headers });
  const secrets = [app.clientSecret, tokenSecret, ...Object.values(own)];
  if (!succeeded(answer)) {
    const code = answer.status >= 500 || answer.status === 429 ? "provider_error" : "token_refused";
    throw new ProviderError(code, `${name}: ${describeFailure(answer, secrets)}`);
  }
  const body = jsonOf(answer) ?? parseForm(answer.text.trim());
  if (!isJsonObject(body)) throw bad(name, "neither a form nor JSON");
  const { oauth_token: token, oauth_token_secret: secret = "", oauth_problem: problem } = body;
  if (problem !== undefined) throw new ProviderError("token_refused", `${name}: a problem was reported`);
  if (typeof token !== "string" || !TOKEN.test(token)) throw bad(name, "no usable oauth_token");
  if (typeof secret !== "string" || !SECRET.test(secret)) throw bad(name, "oauth_token_secret is not one");
  return { token, secret, answer: body };
}
