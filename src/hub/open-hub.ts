/** Makes the hub's services from the configuration, in the order in which they need each other, and closes them again. */
import { openDatabase } from "../db/open.ts";
import { tracedDatabase } from "../db/traced.ts";
import { type Clock, seconds, systemClock } from "../lib/clock.ts";
import type { Configuration } from "../lib/configuration.ts";
import { createIdSource } from "../lib/ids.ts";
import { createLog, type Log } from "../lib/log.ts";
import { createMetrics } from "../lib/metrics.ts";
import { addressList } from "../lib/network.ts";
import { createOutbound, sandboxRewrite } from "../lib/outbound.ts";
import { createPasswordHasher, type PasswordHasher } from "../lib/passwords.ts";
import { openTracing } from "../lib/tracing/open-tracing.ts";
import { tracedFetch } from "../lib/tracing/traced-fetch.ts";
import type { Tracing } from "../lib/tracing/tracing.ts";
import { createCounters } from "./counters/counters.ts";
import { openVault } from "./encryption-key.ts";
import type { Hub, Upstream } from "./hub.ts";
import { createInspector } from "./inspector/inspector.ts";
import { notedFetch } from "./inspector/step.ts";
import { openKeyRing } from "./keys/ring.ts";

export const HUB_PORT = 8000;

export interface HubOptions {
  readonly configuration: Configuration;
  /** The default issuer's port, where the real one is only known after listening. */
  readonly issuer?: string;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly passwords?: PasswordHasher;
  /** An application that the same administrator serves beside the hub: it may be called (log-out) though it is private. */
  readonly ownApplication?: { readonly address: string; readonly ca?: readonly string[] };
}

export interface OpenHub {
  readonly hub: Hub;
  close(): Promise<void>;
}

/** @throws Refusal `encryption_key_wrong`, `configuration_invalid`; whatever the database says when it can't be opened */
export async function openHub({
  configuration,
  issuer,
  clock = systemClock,
  log,
  passwords,
  ownApplication,
}: HubOptions): Promise<OpenHub> {
  const logger = log ?? createLog(configuration.logLevel, "hub");
  const origin =
    configuration.issuer ??
    issuer ??
    `http${configuration.tls ? "s" : ""}://localhost:${configuration.port ?? HUB_PORT}`;
  const tracing = openTracing(configuration.tracing, { name: "alldoor-hub", log: logger });
  const db = await openTracedDatabase(tracing, {
    url: configuration.databaseUrl,
    dataDirectory: configuration.dataDirectory,
    clock,
    onIdleError: (error) => logger.warn("database.connection-lost", { error }),
  });
  try {
    const vault = await openVault(db, configuration, seconds(clock));
    const keys = await openKeyRing({ db, clock, vault }, (error) => logger.error("keys.reload-failed", { error }));
    const { upstream, close } = openUpstream(configuration, tracing);
    const applications = openApplications(configuration, ownApplication);
    const ids = createIdSource(clock);
    const inspector = createInspector({ db, clock, ids, log: logger });
    const counters = createCounters({ db, clock, log: logger });
    const hub: Hub = {
      db,
      clock,
      ids,
      vault,
      passwords: passwords ?? createPasswordHasher(),
      log: logger,
      keys,
      issuer: origin,
      secure: origin.startsWith("https:"),
      trustedProxies: addressList(configuration.trustedProxies),
      upstream,
      inspector,
      counters,
      settings: configuration.effective,
      smtp: configuration.smtp,
      toApplications: tracedFetch(tracing, applications.fetch),
      tracing,
      metrics: configuration.metricsToken === undefined ? null : createMetrics("alldoor", configuration.metricsToken),
    };
    return {
      hub,
      async close() {
        keys.close();
        hub.metrics?.close();
        close();
        applications.close();
        await inspector.close();
        await counters.close();
        await db.close();
        await tracing?.close();
        logger.flush();
      },
    };
  } catch (error) {
    await db.close();
    await tracing?.close();
    throw error;
  }
}

async function openTracedDatabase(tracing: Tracing | null, options: Parameters<typeof openDatabase>[0]) {
  try {
    return tracedDatabase(tracing, await openDatabase(options));
  } catch (error) {
    await tracing?.close();
    throw error;
  }
}

function openApplications({ allowPrivate }: Configuration, own: HubOptions["ownApplication"]) {
  if (own === undefined) return createOutbound({ allow: allowPrivate });
  const { hostname, port, protocol } = new URL(own.address);
  const host = `${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
  return createOutbound({ allow: [...allowPrivate, host], ...(own.ca === undefined ? {} : { ca: own.ca }) });
}

/** In sandbox mode provider addresses are moved to the sandbox, which may then be called; nothing else changes. */
function openUpstream(
  { sandbox, allowPrivate }: Configuration,
  tracing: Tracing | null,
): { upstream: Upstream; close(): void } {
  const rewrite = sandbox === undefined ? undefined : sandboxRewrite(sandbox);
  const allow = [...allowPrivate, ...(sandbox === undefined ? [] : [new URL(sandbox).host])];
  const outbound = createOutbound({ allow, ...(rewrite ? { rewrite } : {}) });
  return {
    upstream: {
      fetch: notedFetch(tracedFetch(tracing, outbound.fetch)),
      toBrowser: (url) => (rewrite ? rewrite(new URL(url)).href : url),
      sandbox,
    },
    close: () => outbound.close(),
  };
}
