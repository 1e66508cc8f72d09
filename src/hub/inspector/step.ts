/**
 * inspector: one sign-in as a timeline, for an administrator who asks what happened. Owns what is noted of each request of a
 * sign-in, what may be shown of it, and the ring that it is kept in. It decides nothing: a sign-in goes the same way without it.
 *
 * A step is one request, with the calls to providers that were made for it and the claims that came or went. What happens
 * deep inside notes itself in the step of the request that it happens for, found through the asynchronous context, so that no
 * function has to hand it on.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { OutboundFetch } from "../../lib/outbound.ts";
import { shownPath } from "./redaction.ts";

/** A call to a provider. */
export interface NotedCall {
  readonly method: string;
  /** Host and path, without query. */
  readonly address: string;
  /** The answer's status, or `null` where there was none. */
  readonly status: number | null;
  readonly milliseconds: number;
}

/** A claim, with where it came from, and no value. */
export interface NotedClaim {
  readonly name: string;
  readonly source: string;
  /** What kind of value it was: `text`, `number`, `true`, `false`, `list`, `object`; `absent` where there was none. */
  readonly value: string;
}

export interface NotedClaims {
  /** Who said it: the slug of a provider, or a token of ours. */
  readonly from: string;
  readonly claims: readonly NotedClaim[];
}

/** What is noted while a request is answered. */
export interface Notes {
  readonly calls: NotedCall[];
  readonly claims: NotedClaims[];
  failure: string | null;
}

const MOST_CALLS = 30;
const current = new AsyncLocalStorage<Notes>();

/** Runs `work` so that what it causes is noted in `notes`. */
export const noting = <T>(notes: Notes, work: () => T): T => current.run(notes, work);

/** @param code A stable code of ours, or of the provider library; the first one stands, for it is nearest to the cause. */
export function noteFailure(code: string): void {
  const notes = current.getStore();
  if (notes && notes.failure === null) notes.failure = code;
}

/** Notes claims, but no values. */
export function noteClaims(from: string, claims: readonly NotedClaim[]): void {
  current.getStore()?.claims.push({ from, claims });
}

export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "absent";
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return "list";
  return typeof value === "string" ? "text" : typeof value;
}

/** A way out whose calls are noted in the step that they are made for. */
export const notedFetch =
  (fetch: OutboundFetch): OutboundFetch =>
  async (input, init) => {
    const notes = current.getStore();
    if (!notes || notes.calls.length >= MOST_CALLS) return fetch(input, init);
    const began = performance.now();
    const note = (status: number | null): void => {
      const url = input instanceof Request ? input.url : String(input);
      const { host, pathname } = URL.canParse(url) ? new URL(url) : { host: "…", pathname: "" };
      notes.calls.push({
        method: (init?.method ?? (input instanceof Request ? input.method : "GET")).toUpperCase(),
        address: host + shownPath(pathname),
        status,
        milliseconds: Math.round((performance.now() - began) * 10) / 10,
      });
    };
    try {
      const response = await fetch(input, init);
      note(response.status);
      return response;
    } catch (error) {
      note(null);
      throw error;
    }
  };
