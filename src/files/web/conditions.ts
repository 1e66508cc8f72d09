/**
 * Conditional requests (RFC 9110, 13): `If-Match` and its kin, in the order that 13.2.2 gives. A file's tag is a strong ETag;
 * its date counts in whole seconds, which is what a header can say.
 */
import type { IncomingHttpHeaders } from "node:http";

/** What is compared; `null` where there is nothing at the address. */
export interface Validators {
  /** With its quotes; `null` for a folder. */
  readonly etag: string | null;
  /** Milliseconds since 1970. */
  readonly modifiedAt: number;
}

export type Verdict = "go-on" | "not-modified" | "failed";

const wholeSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** Seconds of a header's date; `null` where it is none, and counts as not there. */
export function dateOf(header: string | undefined): number | null {
  if (header === undefined || !/GMT$/.test(header.trim())) return null;
  const time = Date.parse(header);
  return Number.isNaN(time) ? null : wholeSeconds(time);
}

const ETAGS = /(?:W\/)?"[^"]*"/g;

function lists(header: string, etag: string | null, weak: boolean): boolean {
  if (header.trim() === "*") return true;
  if (etag === null) return false;
  const listed = header.match(ETAGS) ?? [];
  return listed.some((one) => (weak ? one.replace(/^W\//, "") : one) === etag);
}

/** @param reads Whether the method is GET or HEAD. */
export function verdict(headers: IncomingHttpHeaders, current: Validators | null, reads: boolean): Verdict {
  const ifMatch = headers["if-match"];
  const ifNoneMatch = headers["if-none-match"];
  if (ifMatch !== undefined) {
    if (current === null || !lists(ifMatch, current.etag, false)) return "failed";
  } else {
    const until = dateOf(headers["if-unmodified-since"]);
    if (until !== null && (current === null || wholeSeconds(current.modifiedAt) > until)) return "failed";
  }
  if (ifNoneMatch !== undefined) {
    if (current === null || !lists(ifNoneMatch, current.etag, true)) return "go-on";
    return reads ? "not-modified" : "failed";
  }
  const since = reads ? dateOf(headers["if-modified-since"]) : null;
  return since !== null && current !== null && wholeSeconds(current.modifiedAt) <= since ? "not-modified" : "go-on";
}

/** Whether a `Range` counts, by its `If-Range` (RFC 9110, 13.1.5). */
export function rangeCounts(headers: IncomingHttpHeaders, current: Validators): boolean {
  const header = headers["if-range"];
  const condition = Array.isArray(header) ? header.join(", ") : header;
  if (condition === undefined) return true;
  if (condition.trim().startsWith('"')) return condition.trim() === current.etag;
  return dateOf(condition) === wholeSeconds(current.modifiedAt);
}
