/**
 * A code in the callback, redeemed by one call whose answer is the person (Draugiem's passport). The call names our secret,
 * so only we can make it, and the code is good once.
 */
import { isJsonObject } from "../../json.ts";
import { readPath } from "../../path.ts";
import { ProviderError } from "../../provider-error.ts";
import { call, describeFailure, requireJson, succeeded } from "../answer.ts";
import type { CallbackParameters } from "../callback.ts";
import type { Context } from "../engine.ts";
import { type Facts, fillUrl, fillValues } from "../facts.ts";
import type { Exchange, Proved } from "./flow.ts";

export async function redeemCode(
  context: Context,
  proof: Exchange,
  facts: Facts,
  callback: CallbackParameters,
): Promise<Proved> {
  const { success, accessToken: tokenPath } = proof;
  if (success !== undefined && callback[success.parameter] !== success.value) {
    throw new ProviderError("access_denied", "callback: the provider reports no success");
  }
  const code = callback[proof.code];
  if (code === undefined || code === "") throw new ProviderError("bad_answer", "the callback has no code");
  const known = { ...facts, code };
  const url = new URL(fillUrl(context, known, proof.url));
  for (const [name, value] of Object.entries(fillValues(context, known, proof.query)))
    url.searchParams.set(name, value);
  const answer = await call(context.fetch, url.href, { method: "GET", headers: { accept: "application/json" } });
  const body = succeeded(answer) ? requireJson(answer) : undefined;
  if (!isJsonObject(body) || Object.hasOwn(body, "error")) {
    const code = answer.status >= 500 ? "provider_error" : "token_refused";
    throw new ProviderError(
      code,
      `exchange: ${describeFailure(answer, [callback[proof.code], context.app.clientSecret])}`,
    );
  }
  const token = tokenPath === undefined ? undefined : readPath(body, tokenPath);
  const { [tokenPath ?? ""]: _, ...profile } = body;
  return { profile, ...(typeof token === "string" ? { accessToken: token } : {}) };
}
