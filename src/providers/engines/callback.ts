/**
 * The callback (RFC 6749, 4.1.2; RFC 9207): what the browser brought back from the provider, in the order in which it is
 * believed. Everything here is an attacker's to write; nothing is answered before `state` is proved.
 */
import type { PendingSignIn, ProviderBase } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { withoutSecrets } from "./answer.ts";
import type { Context, Endpoints } from "./engine.ts";
import { hmac, toHex } from "./hash.ts";
import { equalInConstantTime } from "./random.ts";

export type CallbackParameters = Readonly<Record<string, string>>;

const MAX_PARAMETERS = 50;
const MAX_LENGTH = 8192;

/**
 * The parameters, each once (RFC 6749, 3.1).
 * @throws ProviderError `bad_answer` where one is doubled, or where there are too many or too long ones.
 */
export function singleParameters(callback: URLSearchParams): CallbackParameters {
  const parameters: Record<string, string> = Object.create(null) as Record<string, string>;
  let count = 0;
  for (const [name, value] of callback) {
    count += 1;
    if (name in parameters) throw new ProviderError("bad_answer", "a callback parameter is there twice");
    if (count > MAX_PARAMETERS || value.length > MAX_LENGTH || name.length > MAX_LENGTH) {
      throw new ProviderError("bad_answer", "the callback is too large");
    }
    parameters[name] = value;
  }
  return parameters;
}

/** @throws ProviderError `state_mismatch` where the callback's state is not the one that was sent out. */
export function checkState(parameters: CallbackParameters, pending: PendingSignIn): void {
  if (!equalInConstantTime(pending.state, parameters.state ?? "")) {
    throw new ProviderError("state_mismatch", "state is not the one that was sent");
  }
}

/** @throws ProviderError `state_mismatch` where `iss` names another server, or is missing though it was promised. */
export function checkCallbackIssuer(parameters: CallbackParameters, endpoints: Endpoints): void {
  const { iss } = parameters;
  if (iss === undefined) {
    if (endpoints.callbackIssuerRequired) throw new ProviderError("state_mismatch", "the callback lacks iss");
    return;
  }
  if (endpoints.callbackIssuers.length > 0 && !endpoints.callbackIssuers.includes(iss)) {
    throw new ProviderError("state_mismatch", "iss names another server");
  }
}

/**
 * The callback's own signature (`quirks.callbackHmac`): all other parameters, sorted by name, as `name=value` joined by
 * `&`. Only the provider and we hold the secret.
 * @throws ProviderError `state_mismatch` where it is missing or does not fit.
 */
export async function checkCallbackHmac(context: Context, parameters: CallbackParameters): Promise<void> {
  const name = context.provider.quirks?.callbackHmac;
  if (name !== undefined) await checkHmac(context, parameters, name);
}

/**
 * A start address that the provider opened (`quirks.launchHmac`), signed in the same way.
 * @throws ProviderError `state_mismatch` where the signature does not fit.
 */
export async function checkLaunchHmac(
  context: Pick<Context, "app" | "provider">,
  parameters: CallbackParameters,
): Promise<void> {
  const name = context.provider.quirks?.launchHmac;
  if (name !== undefined && parameters[name] !== undefined) await checkHmac(context, parameters, name);
}

async function checkHmac({ app }: Pick<Context, "app">, parameters: CallbackParameters, name: string): Promise<void> {
  // Without a secret anybody could sign.
  if (app.clientSecret === undefined || app.clientSecret === "")
    throw new ProviderError("misconfigured", "no client secret");
  const signed = Object.keys(parameters)
    .filter((key) => key !== name)
    .sort()
    .map((key) => `${key}=${parameters[key]}`);
  const expected = toHex(await hmac("SHA-256", app.clientSecret, signed.join("&")));
  if (!equalInConstantTime(expected, (parameters[name] ?? "").toLowerCase())) {
    throw new ProviderError("state_mismatch", "the parameters are not signed by the provider");
  }
}

/** @throws ProviderError `access_denied` or `provider_error` where the provider sent the browser back with an error. */
export function checkCallbackError(parameters: CallbackParameters, { quirks }: ProviderBase): void {
  const { error, error_description: description } = parameters;
  if (error === undefined || error === "") return;
  const said = withoutSecrets(`${error} ${description ?? ""}`, [parameters.state, parameters.code]);
  const denied = error === "access_denied" || quirks?.deniedErrors?.includes(error) === true;
  throw new ProviderError(denied ? "access_denied" : "provider_error", `callback: ${said}`);
}

/** @throws ProviderError `bad_answer` where there is no code. */
export function codeOf(parameters: CallbackParameters, provider: ProviderBase): string {
  const code = parameters[provider.quirks?.codeParameter ?? "code"];
  if (code === undefined || code === "") throw new ProviderError("bad_answer", "the callback has no code");
  return code;
}

/** What claims may read of the callback: everything but what bound it and what it was worth. */
export function readableParameters(parameters: CallbackParameters, provider: ProviderBase): CallbackParameters {
  const secret = new Set(["state", "code", provider.quirks?.codeParameter ?? "code"]);
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !secret.has(name)));
}
