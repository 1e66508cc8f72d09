/**
 * What an application asks about afterwards: a code that it redeems, or an assertion that it has looked at. Both are good
 * once, for the application that the callback belonged to.
 */
import type { JsonObject } from "../../answers/shape.ts";
import type { FaultId } from "../../faults.ts";
import { formParameters, type Parameters, uniqueParameters } from "../../parameters.ts";
import { Rejection } from "../../rejection.ts";
import { respond, spoil } from "../../wire.ts";
import type { Call } from "../../world.ts";
import { answerContext } from "../../world.ts";
import { filledFor, providerOf } from "./authorize.tsx";

interface Redeemed {
  readonly answer: JsonObject;
  readonly fault: FaultId | null;
}

/** The grant behind the text that the entry sends as `{code}`. */
function redeem(call: Call, template: Readonly<Record<string, string>>, sent: Parameters): Redeemed {
  const { world, match } = call;
  const { emulation } = match;
  const name = Object.keys(template).find((key) => /\{(?:code|callback\.)/.test(template[key] ?? "")) ?? "";
  const code = world.grants.findCode(sent.get(name) ?? "");
  if (!code || code.grant.providerId !== emulation.provider.id) {
    throw new Rejection("code_unknown", "No such code was given out.", name);
  }
  const { grant } = code;
  const app = world.apps.find(emulation.provider.id, grant.clientId);
  for (const [key, value] of Object.entries(template)) {
    if (key === name || !app) continue;
    if ((sent.get(key) ?? "") !== filledFor(call, app, code.redirectUri, value)) {
      throw new Rejection("wrong_secret", `The parameter ${key} is not the application's.`, key);
    }
  }
  if (grant.fault === "wrong_secret") throw new Rejection("wrong_secret", "The fault “wrong secret” was chosen.");
  if (code.used || world.grants.isExpired(code) || grant.fault === "expired_code") {
    throw new Rejection("code_used", "The code was redeemed before, or is too old.");
  }
  code.used = true;
  const profile = emulation.shape.profile?.(answerContext(call, grant, match.settings)) ?? {};
  const { proof } = providerOf(call);
  const token = world.grants.issueAccess(grant, grant.scope, null, {});
  const given = proof.kind === "exchange" && proof.accessToken !== undefined ? { [proof.accessToken]: token } : {};
  const expected = proof.kind === "assertion" && app ? proof.expect : {};
  const checks = Object.entries(expected).map(([key, value]) => [
    key,
    app ? filledFor(call, app, code.redirectUri, value) : "",
  ]);
  return { answer: { ...(profile as JsonObject), ...given, ...Object.fromEntries(checks) }, fault: grant.fault };
}

export async function answerSigned(call: Call): Promise<Response> {
  const { proof } = providerOf(call);
  const { world, request } = call;
  try {
    if (proof.kind === "assertion" && (request.method !== "POST" || call.body === null)) {
      throw new Rejection("method_not_allowed", "The verifier takes a POST with a form.");
    }
    const sent =
      proof.kind === "assertion" ? formParameters(call.body ?? new Uint8Array()) : uniqueParameters(call.query);
    const template = proof.kind === "assertion" ? proof.body : proof.kind === "exchange" ? proof.query : {};
    const { answer, fault } = redeem(call, template, sent);
    const response = respond({ status: 200, json: answer });
    if (fault === null) return response;
    const signal = AbortSignal.any([request.signal, world.closing]);
    const elsewhere = `${world.origin}/_sandbox/elsewhere`;
    return await spoil(response, fault, { slowMs: world.slowMs, signal, elsewhere });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    // These protocols tell of failures with status 200.
    const json =
      proof.kind === "assertion"
        ? { status: "failure", reason: error.message }
        : { error: { code: 1, description: error.message } };
    return respond({ status: 200, json });
  }
}
