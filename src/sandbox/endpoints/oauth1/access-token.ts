/** Token credentials (RFC 5849, 2.3): the request token with its verifier, once, signed with its own secret. */
import { sameSecret } from "../../../lib/bearer.ts";
import { randomToken } from "../../../lib/random.ts";
import type { JsonObject } from "../../answers/shape.ts";
import type { FaultId } from "../../faults.ts";
import { Rejection } from "../../rejection.ts";
import { respond, spoil } from "../../wire.ts";
import type { Call } from "../../world.ts";
import { answerContext, rejected } from "../../world.ts";
import { readSigned } from "./signed-request.ts";

function redeem(call: Call): { readonly answer: JsonObject; readonly fault: FaultId | null } {
  const { world, match } = call;
  const { emulation } = match;
  const { app, token, own } = readSigned(call, (value) => world.oauth1.find(value)?.secret);
  const request = token === undefined ? undefined : world.oauth1.find(token);
  if (!request || request.app.clientId !== app.clientId || request.app.providerId !== app.providerId) {
    throw new Rejection("code_unknown", "No such request token was given to this client.");
  }
  const { grant, verifier } = request;
  if (!grant || verifier === undefined) throw new Rejection("code_unknown", "Nobody has consented yet.");
  if (!sameSecret(verifier, own.get("oauth_verifier") ?? "")) {
    throw new Rejection("verifier_mismatch", "The verifier is missing or another one.", "oauth_verifier");
  }
  if (grant.fault === "wrong_secret") throw new Rejection("wrong_secret", "The fault “wrong secret” was chosen.");
  if (grant.fault === "expired_code" || world.oauth1.isExpired(request)) {
    throw new Rejection("code_expired", "The request token has expired.");
  }
  if (request.used) {
    grant.revoked = true;
    throw new Rejection("code_used", "The request token was redeemed before; what it bought is revoked.");
  }
  request.used = true;
  const accessToken = world.grants.issueAccess(grant, grant.scope, null, {});
  const secret = randomToken(24);
  world.oauth1.keepSecret(accessToken, secret);
  const standard = { oauth_token: accessToken, oauth_token_secret: secret };
  const settings = emulation.settings({ ...match.captured, ...grant.captured }) ?? match.settings;
  const answer = emulation.shape.token?.(standard, answerContext(call, grant, settings)) ?? standard;
  return { answer, fault: grant.fault };
}

export async function accessTokenForRequest(call: Call): Promise<Response> {
  const { world, request } = call;
  try {
    const { answer, fault } = redeem(call);
    const response = respond({ status: 200, json: answer }, "form");
    if (fault === null) return response;
    call.remark(`The fault ${fault} was chosen.`);
    const signal = AbortSignal.any([request.signal, world.closing]);
    return await spoil(response, fault, {
      slowMs: world.slowMs,
      signal,
      elsewhere: `${world.origin}/_sandbox/elsewhere`,
    });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    return respond(rejected(call, error, "token", ""), "form");
  }
}
