/**
 * Documents that a provider publishes for everybody (discovery, keys), kept for a while.
 *
 * Kept per `fetch`, so that what one way out has brought is never believed by another. Equal requests at one time share
 * one call. A document that can't be renewed is used for a while longer; one that nobody could read is not kept at all.
 */
import type { Json } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import { call, requireJson } from "./answer.ts";
import type { ProviderFetch } from "./engine.ts";

/** Least seconds between two calls for one document that the cache already holds. */
const PAUSE = 30;
const MAX_DOCUMENTS = 1000;

export interface DocumentSource<T> {
  /** What is read there. One address may be named for two things, by a provider that means no good. */
  readonly kind: "metadata" | "keys";
  readonly fetch: ProviderFetch;
  readonly url: string;
  /** Unix seconds. */
  readonly now: () => number;
  /** Seconds in which the document is used without asking again. */
  readonly freshFor: number;
  /** Seconds after which it is not used any more, whatever happens. */
  readonly keepFor: number;
  /** Checks what came; throws a ProviderError where it is not usable. */
  readonly read: (body: Json) => T;
}

interface Kept {
  value?: { readonly of: unknown; readonly fetchedAt: number };
  triedAt: number;
  pending?: Promise<unknown>;
}

const caches = new WeakMap<ProviderFetch, Map<string, Kept>>();

function keptFor(fetch: ProviderFetch, name: string): Kept {
  let cache = caches.get(fetch);
  if (cache === undefined) {
    cache = new Map();
    caches.set(fetch, cache);
  }
  let kept = cache.get(name);
  if (kept === undefined) {
    const [oldest] = cache.keys();
    if (cache.size >= MAX_DOCUMENTS && oldest !== undefined) cache.delete(oldest);
    kept = { triedAt: Number.NEGATIVE_INFINITY };
    cache.set(name, kept);
  }
  return kept;
}

async function download<T>(source: DocumentSource<T>, kept: Kept): Promise<T> {
  const answer = await call(source.fetch, source.url, { method: "GET", headers: { accept: "application/json" } });
  if (answer.status !== 200) {
    throw new ProviderError(answer.status >= 500 ? "unreachable" : "bad_answer", `${source.url}: ${answer.status}`);
  }
  const value = source.read(requireJson(answer));
  kept.value = { of: value, fetchedAt: source.now() };
  return value;
}

/**
 * The document.
 * @param renew Ask the provider again, unless it was asked a moment ago.
 * @throws ProviderError where it can't be had or read.
 */
export async function document<T>(source: DocumentSource<T>, renew = false): Promise<T> {
  const kept = keptFor(source.fetch, `${source.kind} ${source.url}`);
  const now = source.now();
  // A clock that was set back makes an age negative; such a document counts as old.
  const age = kept.value === undefined ? Number.POSITIVE_INFINITY : now - kept.value.fetchedAt;
  const usable = age >= 0 && age < source.keepFor;
  const rested = Math.abs(now - kept.triedAt) >= PAUSE;
  if (kept.value !== undefined && usable && ((age < source.freshFor && !renew) || !rested)) return kept.value.of as T;

  if (kept.pending === undefined) {
    kept.triedAt = now;
    kept.pending = download(source, kept).finally(() => {
      delete kept.pending;
    });
  }
  try {
    return (await kept.pending) as T;
  } catch (error) {
    if (kept.value !== undefined && usable) return kept.value.of as T;
    throw error;
  }
}
