/**
 * An assertion that the browser brings and the provider's verifier looks at (Persona's BrowserID). It counts only for the
 * audience that we name ourselves: one that was made for another site is another site's.
 */
import { isJsonObject } from "../../json.ts";
import { readPath } from "../../path.ts";
import { ProviderError } from "../../provider-error.ts";
import { call, describeFailure, requireJson, succeeded } from "../answer.ts";
import type { CallbackParameters } from "../callback.ts";
import type { Context } from "../engine.ts";
import { type Facts, fillText, fillUrl, fillValues } from "../facts.ts";
import type { Assertion, Proved } from "./flow.ts";

export async function verifyAssertion(
  context: Context,
  proof: Assertion,
  facts: Facts,
  callback: CallbackParameters,
): Promise<Proved> {
  const assertion = callback[proof.parameter];
  if (assertion === undefined || assertion === "")
    throw new ProviderError("bad_answer", "the callback has no assertion");
  const answer = await call(context.fetch, fillUrl(context, facts, proof.verifier), {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fillValues(context, { ...facts, code: assertion }, proof.body)).toString(),
  });
  if (!succeeded(answer)) {
    throw new ProviderError("provider_error", `verifier: ${describeFailure(answer, [assertion])}`);
  }
  const profile = requireJson(answer);
  if (!isJsonObject(profile)) throw new ProviderError("bad_answer", "verifier: not an object");
  for (const [path, wanted] of Object.entries(proof.expect)) {
    const expected = fillText(context, facts, wanted);
    if (expected === undefined) throw new ProviderError("misconfigured", `nothing is configured for ${path}`);
    if (readPath(profile, path) !== expected) {
      throw new ProviderError("id_token_invalid", `verifier: ${path} is not what it must be`);
    }
  }
  return { profile };
}
