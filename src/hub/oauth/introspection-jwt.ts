/**
 * Signed answers of token introspection (RFC 9701): for callers that ask for `application/token-introspection+jwt`. What is said
 * of the token stands inside `token_introspection` and nowhere else, and the type is one of its own, so that the answer is
 * never taken for a token (RFC 9701, 8.1). It is meant for the caller alone.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { findRegistration } from "../clients/registration.ts";
import type { Client } from "../clients/store.ts";
import type { Hub } from "../hub.ts";

const TYPE = "token-introspection+jwt";
const MEDIA_TYPE = `application/${TYPE}`;

/** Whether an `Accept` header names the signed form; what merely takes anything gets plain JSON. */
export const wantsSignedAnswer = (accept: string | undefined): boolean =>
  (accept ?? "").split(",").some((range) => {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
    return type === MEDIA_TYPE && !parameters.some((each) => /^q=0(?:\.0{0,3})?$/.test(each));
  });

export async function signedIntrospection(
  hub: Hub,
  caller: Client,
  about: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const registered = (await findRegistration(hub.db, caller.id))?.metadata.introspection_signed_response_alg;
  const body = await hub.keys.sign(registered ?? caller.signingAlg, TYPE, {
    iss: hub.issuer,
    aud: caller.clientId,
    iat: seconds(hub.clock),
    token_introspection: about,
  });
  return { status: 200, headers: { "content-type": MEDIA_TYPE, "cache-control": "no-store" }, body };
}
