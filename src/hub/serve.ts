/** A hub that is served: opened, listening, and drained when it is told to stop. */
import { listen } from "../lib/serve.ts";
import { createHubApp } from "./app.ts";
import { keepAvatarsAtHome } from "./avatars/home.ts";
import type { Hub } from "./hub.ts";
import { startLogoutWorker } from "./oauth/backchannel-worker.ts";
import { HUB_PORT, type HubOptions, openHub } from "./open-hub.ts";
import type { OutboxWorker } from "./outbox/worker.ts";
import { pruneHourly } from "./prune.ts";
import { makeSetUpToken } from "./setup/setup.ts";
import { startMailWorker } from "./web/mail-worker.ts";
import { startWebhookWorker } from "./webhooks/worker.ts";

export interface ServedHub {
  readonly hub: Hub;
  readonly port: number;
  /** Tells applications of sessions that have ended. */
  readonly logouts: OutboxWorker;
  /** Sends mail. */
  readonly mails: OutboxWorker;
  /** Tells other servers of what happens. */
  readonly webhooks: OutboxWorker;
  /** The single-use link of the first administrator, while there is none. */
  readonly setUpLink: string | null;
  /** Tells `/readyz`, lets running requests end, closes everything. */
  close(): Promise<void>;
}

/** @throws what `openHub` throws; Node's error when the port is taken */
export async function serveHub(options: HubOptions): Promise<ServedHub> {
  const { configuration } = options;
  const opened = await openHub(options);
  const { hub } = opened;
  const app = createHubApp(hub);
  try {
    const listening = await listen(app.handle, {
      host: configuration.host,
      port: configuration.port ?? HUB_PORT,
      tls: configuration.tls,
    });
    // Only now: a start that fails on a taken port must not end the link that another one has printed.
    const setUpToken = await makeSetUpToken(hub);
    await keepAvatarsAtHome(hub);
    const stopPruning = pruneHourly(hub);
    const logouts = startLogoutWorker(hub);
    const mails = startMailWorker(hub);
    const webhooks = startWebhookWorker(hub);
    return {
      hub,
      port: listening.port,
      logouts,
      mails,
      webhooks,
      setUpLink: setUpToken === null ? null : `${hub.issuer}/setup?token=${setUpToken}`,
      async close() {
        app.stopping();
        stopPruning();
        await listening.close();
        await Promise.all([logouts.close(), mails.close(), webhooks.close()]);
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
