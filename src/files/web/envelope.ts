/**
 * AList's envelope: every answer of its API is 200 with `{code, message, data}`, in this order; what goes wrong is in `code`.
 */
import type { Answer } from "../../lib/endpoint.ts";
import type { Refusal } from "../../lib/errors.ts";

const HEADERS = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } as const;

/** Go's JSON escapes these inside strings, and so do we: the text may end up in a page. */
const escaped = (text: string): string =>
  text.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

export function envelope(data: unknown, refusal?: Pick<Refusal, "status" | "message">): Answer {
  const body = refusal
    ? { code: refusal.status, message: refusal.message, data: null }
    : { code: 200, message: "success", data };
  return { status: 200, headers: HEADERS, body: escaped(JSON.stringify(body)) };
}
