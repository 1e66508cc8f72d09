/**
 * Revocation (RFC 7009): the token and all that hangs on the same consent. An unknown token is no error by the RFC; a
 * provider that says otherwise says so in its shape.
 */
import type { Parameters } from "../parameters.ts";
import { formParameters, uniqueParameters } from "../parameters.ts";
import { Rejection } from "../rejection.ts";
import { respond } from "../wire.ts";
import type { Call } from "../world.ts";
import { rejected } from "../world.ts";
import { authenticateClient, readTokenRequest } from "./token-request.ts";

/**
 * What a provider without client authentication reads: the token alone, in the body or, as such providers do, in the
 * query.
 */
function openParameters({ request, body, query }: Call): Parameters {
  if (request.method !== "POST") throw new Rejection("method_not_allowed", "This endpoint answers POST only.");
  if (body === null) throw new Rejection("body_too_large", "The body is too large.");
  const posted = formParameters(body);
  return posted.has("token") ? posted : uniqueParameters(query);
}

function revoked(call: Call): void {
  const { world, match } = call;
  const { provider, shape } = match.emulation;
  const open = shape.revokeAuthenticates === false;
  let value: string | undefined;
  let clientId: string | undefined;
  if (open) value = openParameters(call).get("token");
  else {
    const read = readTokenRequest(call);
    clientId = authenticateClient(call, read).clientId;
    value = read("token");
  }
  if (value === undefined) throw new Rejection("invalid_request", "The token is missing.", "token");
  const token = world.grants.findToken(value);
  const isMine = token?.grant.providerId === provider.id && (open || token.grant.clientId === clientId);
  if (token && isMine && !token.grant.revoked) token.grant.revoked = true;
  else if (open) throw new Rejection("token_invalid", "No such token is alive.");
}

export function revoke(call: Call): Response {
  try {
    revoked(call);
    return respond({ status: 200, json: {} });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    return respond(rejected(call, error, "revoke", ""));
  }
}
