/**
 * AList's envelope: every answer of its API is 200 with `{code, message, data}`, in this order; what goes wrong is in `code`.
 */
import type { Answer } from "../../lib/endpoint.ts";

const HEADERS = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } as const;

/** Go's JSON escapes these inside strings, and so do we: the text may end up in a page. */
const escaped = (text: string): string =>
  text.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

const inEnvelope = (code: number, message: string, data: unknown): Answer => ({
  status: 200,
  headers: HEADERS,
  body: escaped(JSON.stringify({ code, message, data })),
});

export const envelope = (data: unknown): Answer => inEnvelope(200, "success", data);

export const errorEnvelope = (code: number, message: string): Answer => inEnvelope(code, message, null);
