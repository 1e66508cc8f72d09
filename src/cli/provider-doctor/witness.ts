/**
 * The way out with a memory: what was asked and what came back, for a doctor who has to say more than that something
 * failed. It keeps no more than it reports: no parameters of a request, and of an answer its beginning.
 */

import { OutboundError, type OutboundErrorCode } from "../../lib/outbound.ts";
import type { ProviderFetch } from "../../providers/engines/engine.ts";

const MOST_TEXT = 65_536;

export interface Answered {
  /** Origin and path. */
  readonly address: string;
  readonly status: number;
  readonly text: string;
  /** When the provider says that it answered, in Unix seconds. */
  readonly date: number | null;
}

export interface Silent {
  readonly address: string;
  readonly trouble: OutboundErrorCode | "unreachable";
}

export type Seen = Answered | Silent;

export const isAnswered = (seen: Seen | undefined): seen is Answered => seen !== undefined && "status" in seen;

export interface Witness {
  readonly fetch: ProviderFetch;
  /** Everything so far, in order. */
  readonly seen: readonly Seen[];
}

const withoutQuery = (url: string): string => url.split(/[?#]/, 1)[0] ?? url;

function dateOf(headers: Headers): number | null {
  const at = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(at) ? null : Math.floor(at / 1000);
}

export function createWitness(wayOut: ProviderFetch): Witness {
  const seen: Seen[] = [];
  return {
    seen,
    async fetch(url, init) {
      const address = withoutQuery(url);
      try {
        const answer = await wayOut(url, init);
        const body = await answer.text();
        seen.push({ address, status: answer.status, text: body.slice(0, MOST_TEXT), date: dateOf(answer.headers) });
        return new Response([204, 205, 304].includes(answer.status) ? null : body, answer);
      } catch (error) {
        seen.push({ address, trouble: error instanceof OutboundError ? error.code : "unreachable" });
        throw error;
      }
    },
  };
}

/** Why no answer came, in plain words. */
export const troubleInWords: Readonly<Record<Silent["trouble"], string>> = {
  blocked: "may not be called: it is not https, or leads into a private network that --allow-private does not name",
  unreachable: "can't be reached: its name, the network or its certificate",
  timeout: "does not answer in time",
  too_large: "answers with more than is read",
  redirect: "sends every call elsewhere",
  busy: "is called too often at once",
  circuit_open: "has failed too often just now",
};
