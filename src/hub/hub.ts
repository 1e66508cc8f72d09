/**
 * The hub's services in one value, made once by `open-hub.ts` and passed to everything that needs them. Domain functions
 * take it, or the part of it that they use; nothing of a request is ever kept here.
 */
import type { BlockList } from "node:net";
import type { Database } from "../db/database.ts";
import type { Clock } from "../lib/clock.ts";
import type { SmtpConfiguration } from "../lib/configuration.ts";
import type { EffectiveSetting } from "../lib/effective-settings.ts";
import type { IdSource } from "../lib/ids.ts";
import type { Log } from "../lib/log.ts";
import type { Metrics } from "../lib/metrics.ts";
import type { OutboundFetch } from "../lib/outbound.ts";
import type { PasswordHasher } from "../lib/passwords.ts";
import type { Vault } from "../lib/seal.ts";
import type { Tracing } from "../lib/tracing/tracing.ts";
import type { Counters } from "./counters/counters.ts";
import type { Inspector } from "./inspector/inspector.ts";
import type { KeyRing } from "./keys/ring.ts";

export interface Hub {
  readonly db: Database;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly vault: Vault;
  readonly passwords: PasswordHasher;
  readonly log: Log;
  readonly keys: KeyRing;
  /** Our own origin, from the configuration and never from a request. */
  readonly issuer: string;
  /** Whether the issuer is https: then cookies carry `__Host-` and `Secure`. */
  readonly secure: boolean;
  readonly trustedProxies: BlockList;
  readonly upstream: Upstream;
  /** The configuration as an administrator may read it. */
  readonly settings: readonly EffectiveSetting[];
  /** Counted only where somebody reads them. */
  readonly metrics: Metrics | null;
  /** Counts by the hour, for the console. */
  readonly counters: Counters;
  /** Made only where somebody collects them. */
  readonly tracing: Tracing | null;
  /** Keeps the steps of sign-ins for an administrator to look at. */
  readonly inspector: Inspector;
  /** The mail server of the configuration; the console's stands in the database. */
  readonly smtp: SmtpConfiguration | undefined;
  /** The way out to applications: to where they are registered, in sandbox mode too. */
  readonly toApplications: OutboundFetch;
}

/** The way out to sign-in providers. */
export interface Upstream {
  readonly fetch: OutboundFetch;
  /** The address that the browser is sent to: the provider's own, or the sandbox's in sandbox mode. */
  toBrowser(url: string): string;
  /** The sandbox's origin, where there is one. */
  readonly sandbox: string | undefined;
}

/** What is known of the request in which something happens. */
export interface Occasion {
  readonly address: string;
  readonly requestId: string;
  readonly userAgent: string;
  /** The row of the client that made it by a token of its own. */
  readonly callerId?: string;
  /** The language that the browser asks for; BCP 47. */
  readonly language?: string | undefined;
}
