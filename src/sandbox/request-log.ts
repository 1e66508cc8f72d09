/**
 * The latest requests, for the developer who asks why a provider said no. It keeps the names of parameters and never a
 * value, so it can be shown on a screen or pasted into a report.
 */
import { shown } from "./parameters.ts";

export interface LoggedRequest {
  /** Unix milliseconds. */
  readonly at: number;
  readonly providerId: string | null;
  readonly endpoint: string | null;
  readonly method: string;
  /** The address as the entry writes it, or the path where no provider was meant. */
  readonly address: string;
  /** The names of the query's parameters. */
  readonly parameters: readonly string[];
  readonly status: number;
  /** Why it was refused, in plain words, or which fault struck. */
  readonly remark: string | null;
}

export interface RequestLog {
  add(entry: LoggedRequest): void;
  /** Latest first. */
  latest(limit?: number, providerId?: string): readonly LoggedRequest[];
  clear(): void;
}

const MOST_REQUESTS = 200;

export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = [];
  return {
    add(entry) {
      const parameters = entry.parameters.slice(0, 40).map((name) => shown(name));
      entries.push({ ...entry, address: shown(entry.address, 300), parameters });
      if (entries.length > MOST_REQUESTS) entries = entries.slice(-MOST_REQUESTS);
    },
    latest: (limit = MOST_REQUESTS, providerId) =>
      entries
        .filter((entry) => providerId === undefined || entry.providerId === providerId)
        .slice(-limit)
        .reverse(),
    clear() {
      entries = [];
    },
  };
}
