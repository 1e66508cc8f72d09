/** `/metrics`: the hub's numbers for a monitoring system, for whoever has the token that the configuration names. */
import type { Answer, EndpointRequest } from "../lib/endpoint.ts";
import type { Metrics } from "../lib/metrics.ts";
import type { Hub } from "./hub.ts";
import { OAuthError } from "./web/oauth-error.ts";
import type { ProtocolRoute } from "./web/route.ts";

const TEXT = { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" } as const;

/** What waits to be told, and how long the database takes to answer. */
async function gauges({ db }: Hub) {
  const began = performance.now();
  await db.ping();
  const seconds = (performance.now() - began) / 1000;
  const waiting = async (table: "logout_messages" | "mails") => {
    const row = await db.query
      .selectFrom(table)
      .select((is) => is.fn.countAll<number>().as("count"))
      .where("done_at", "is", null)
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  };
  return {
    database_answer_seconds: { help: "How long the database took for the least question.", value: seconds },
    logouts_waiting: { help: "Applications still to be told of a sign-out.", value: await waiting("logout_messages") },
    mails_waiting: { help: "Mails still to be sent.", value: await waiting("mails") },
  };
}

export const metricsRoutes = (hub: Hub): readonly ProtocolRoute[] =>
  hub.metrics === null ? [] : [{ ...ROUTE, endpoint: (http) => answer(hub, hub.metrics, http) }];

const ROUTE = { kind: "protocol", methods: ["GET"], path: "/metrics", errors: "bearer", anyOrigin: false } as const;

async function answer(hub: Hub, metrics: Metrics | null, http: EndpointRequest): Promise<Answer> {
  if (!metrics?.isReader(http.headers.authorization))
    throw new OAuthError("invalid_token", "The token of the metrics is needed.");
  return { status: 200, headers: TEXT, body: metrics.text(await gauges(hub)) };
}
