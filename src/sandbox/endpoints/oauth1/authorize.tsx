/**
 * The resource owner's consent (RFC 5849, 2.2): the browser brings a request token, chooses a person, and goes back to the
 * callback that the token was given for, with a verifier.
 */
import { seconds } from "../../../lib/clock.ts";
import { randomToken } from "../../../lib/random.ts";
import { withQuery } from "../../../lib/redirect-uri.ts";
import { withOtherState } from "../../callback-state.ts";
import type { RequestToken } from "../../oauth1-tokens.ts";
import { uniqueParameters } from "../../parameters.ts";
import { Rejection } from "../../rejection.ts";
import type { Call } from "../../world.ts";
import { type Choice, consentPage, readChoice, refusedPage, strikingFault } from "../authorize.tsx";

function back(callback: string, answer: Readonly<Record<string, string>>): Response {
  const headers = {
    Location: withQuery(callback, answer),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
  };
  return new Response(null, { status: 303, headers });
}

function findRequest(call: Call): { readonly token: string; readonly request: RequestToken } {
  const token = uniqueParameters(call.query).get("oauth_token") ?? "";
  const request = call.world.oauth1.find(token);
  if (!request || request.app.providerId !== call.match.emulation.provider.id || request.grant) {
    throw new Rejection("token_invalid", "No such request token waits for a consent.", "oauth_token");
  }
  if (call.world.oauth1.isExpired(request)) throw new Rejection("token_expired", "The request token has expired.");
  return { token, request };
}

function decide(call: Call, token: string, request: RequestToken, { person, fault: chosen }: Choice): Response {
  const { world, match } = call;
  try {
    if (!person) throw new Rejection("access_denied", "The person refused.");
    const fault = strikingFault(call, chosen);
    const asked = (call.query.get("scope") ?? "").split(match.emulation.provider.scopeSeparator ?? " ");
    const verifier = randomToken(18);
    request.verifier = verifier;
    request.grant = {
      providerId: match.emulation.provider.id,
      clientId: request.app.clientId,
      person,
      scope: new Set([...request.scope, ...asked.filter((name) => name !== "")]),
      captured: match.captured,
      nonce: undefined,
      authTime: seconds(world.clock),
      refreshable: false,
      fault,
      revoked: false,
    };
    const callback = fault === "wrong_state" ? withOtherState(request.callback) : request.callback;
    return back(callback, { oauth_token: token, oauth_verifier: verifier });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    return back(request.callback, { denied: token });
  }
}

export async function authorizeRequestToken(call: Call): Promise<Response> {
  try {
    const { token, request } = findRequest(call);
    if (call.request.method === "POST") return decide(call, token, request, readChoice(call));
    const asked = { scope: request.scope, loginHint: undefined, prompt: new Set<string>() };
    return await consentPage(call, { redirectUri: request.callback }, asked);
  } catch (error) {
    if (error instanceof Rejection) return refusedPage(call, error);
    throw error;
  }
}
