/**
 * The file server's services in one value, made once by `open-files.ts` and passed to everything that needs them. Nothing
 * of a request is ever kept here.
 */
import type { BlockList } from "node:net";
import type { Clock } from "../lib/clock.ts";
import type { Log } from "../lib/log.ts";
import type { ProviderApp, ProviderFetch } from "../providers/index.ts";
import type { PendingSignIns } from "./sso/pending.ts";
import type { Sessions } from "./sso/session.ts";

export interface Files {
  /** Our own origin, from the configuration and never from a request. */
  readonly address: string;
  /** Whether that is https. */
  readonly secure: boolean;
  readonly clock: Clock;
  readonly log: Log;
  readonly trustedProxies: BlockList;
  readonly pending: PendingSignIns;
  readonly sessions: Sessions;
  /** What we are at the hub: one of its applications, like any other. */
  readonly hub: { readonly app: ProviderApp; readonly fetch: ProviderFetch };
}
