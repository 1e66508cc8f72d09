/**
 * Errors of the API as `application/problem+json` (RFC 9457): a stable `code`, what is wrong with which field, and the request's
 * id. Whoever brings no good token is told how to (RFC 6750, 3).
 */
import { type Answer, json } from "../../lib/endpoint.ts";
import { fieldFaults, type Refusal } from "../../lib/errors.ts";

const challengeOf = ({ code, status }: Refusal): string | undefined => {
  if (code === "scope_insufficient") return 'Bearer realm="alldoor", error="insufficient_scope"';
  return status === 401 ? 'Bearer realm="alldoor"' : undefined;
};

export function problemAnswer(refusal: Refusal, requestId: string): Answer {
  const { code, status, message, fields } = refusal;
  const errors = Object.entries(fields).map(([field, fault]) => ({
    field,
    code: fault,
    detail: `${field} ${fieldFaults[fault]}.`,
  }));
  const challenge = challengeOf(refusal);
  const body = {
    type: `urn:alldoor:problem:${code}`,
    title: code.replaceAll("_", " "),
    status,
    detail: message,
    instance: `urn:alldoor:request:${requestId}`,
    code,
    ...(errors.length === 0 ? {} : { errors }),
  };
  return json(body, status, {
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
    ...(challenge === undefined ? {} : { "www-authenticate": challenge }),
  });
}
