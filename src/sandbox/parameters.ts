/**
 * Parameters as the strict providers read them (RFC 6749, 3.1 and 3.2): none may be there twice, one without a value
 * counts as left out, and what is not understood is ignored. A body is read once, up to a cap, as form or as flat JSON.
 */
import { Rejection } from "./rejection.ts";

export type Parameters = ReadonlyMap<string, string>;

/** How much of a request's body is read, in bytes. */
export const BODY_LIMIT = 64 * 1024;
const MOST_PARAMETERS = 200;

/** @throws Rejection `repeated_parameter` */
export function uniqueParameters(search: URLSearchParams): Parameters {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  for (const [name, value] of search) {
    if (seen.has(name))
      throw new Rejection("repeated_parameter", `The parameter ${shown(name)} is there twice.`, shown(name));
    seen.add(name);
    if (seen.size > MOST_PARAMETERS) throw new Rejection("invalid_request", "There are too many parameters.");
    if (value !== "") found.set(name, value);
  }
  return found;
}

/** A name that a stranger sent, fit to be shown. */
export const shown = (name: string, limit = 60): string => name.slice(0, limit).replace(/[^\x21-\x7e]/g, "?");

/** The body, or `null` where it is larger than the cap. Reads no further than that. */
export async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | null> {
  if (request.body === null) return new Uint8Array();
  const whole = new Uint8Array(BODY_LIMIT);
  let length = 0;
  for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
    if (length + chunk.length > BODY_LIMIT) return null;
    whole.set(chunk, length);
    length += chunk.length;
  }
  return whole.subarray(0, length);
}

function text(body: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new Rejection("invalid_request", "The body is not UTF-8.");
  }
}

/** @throws Rejection `repeated_parameter`, `invalid_request` */
export const formParameters = (body: Uint8Array<ArrayBuffer>): Parameters =>
  uniqueParameters(new URLSearchParams(text(body)));

/** @throws Rejection `invalid_request` where the body is not one flat object of texts. */
export function jsonParameters(body: Uint8Array<ArrayBuffer>): Parameters {
  let value: unknown;
  try {
    value = JSON.parse(text(body));
  } catch {
    throw new Rejection("invalid_request", "The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Rejection("invalid_request", "The body is not a JSON object.");
  }
  const found = new Map<string, string>();
  for (const [name, member] of Object.entries(value)) {
    if (typeof member !== "string") {
      throw new Rejection("invalid_request", `The member ${shown(name)} is not a text.`, name);
    }
    if (member !== "") found.set(name, member);
  }
  return found;
}

/** `form`, `json` or neither, by the media type without its parameters. */
export function bodyKind(request: Request): "form" | "json" | null {
  const type = (request.headers.get("content-type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") return "form";
  return type === "application/json" ? "json" : null;
}
