/**
 * What a WebDAV method refuses: a status, words, and where RFC 4918 (16) has one, the precondition that failed, which goes
 * to the client as XML. What the tree refuses stays a `Refusal`; here is where both become an answer.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { escapeText } from "./xml-text.ts";

/** Preconditions and postconditions that are answered (RFC 4918, 16). */
export type Condition =
  | "lock-token-matches-request-uri"
  | "lock-token-submitted"
  | "no-conflicting-lock"
  | "propfind-finite-depth";

interface Extra {
  readonly condition?: Condition;
  /** Which resources the condition is about. */
  readonly hrefs?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** `message` is safe to show. */
export class DavRefusal extends Error {
  override readonly name = "DavRefusal";
  readonly status: number;
  readonly condition: Condition | undefined;
  readonly hrefs: readonly string[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, extra: Extra = {}) {
    super(message, extra.cause === undefined ? undefined : { cause: extra.cause });
    this.status = status;
    this.condition = extra.condition;
    this.hrefs = extra.hrefs ?? [];
    this.headers = extra.headers ?? {};
  }
}

/** @param href Of the request: what a lock of the tree is told of. `null`: the error is none of ours, and the shell writes it. */
export function refusedAnswer(error: unknown, href: string): Answer | null {
  if (error instanceof Refusal && error.code === "file_locked")
    return conditionAnswer(423, "lock-token-submitted", [href], {});
  if (!(error instanceof DavRefusal)) return null;
  if (error.condition) return conditionAnswer(error.status, error.condition, error.hrefs, error.headers);
  return {
    status: error.status,
    headers: { "content-type": "text/plain; charset=utf-8", ...error.headers },
    body: error.message,
  };
}

function conditionAnswer(
  status: number,
  condition: Condition,
  hrefs: readonly string[],
  headers: Readonly<Record<string, string>>,
): Answer {
  const inner = hrefs.map((href) => `<D:href>${escapeText(href)}</D:href>`).join("");
  return {
    status,
    headers: { "content-type": "application/xml; charset=utf-8", ...headers },
    body: `<?xml version="1.0" encoding="utf-8"?>\n<D:error xmlns:D="DAV:"><D:${condition}>${inner}</D:${condition}></D:error>`,
  };
}
