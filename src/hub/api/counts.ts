/** `/api/v1/counts`: how much happens, by the hour or the day; `/api/v1/dangers`: the dangerous switches that are on, and their use. */
import { z } from "zod";
import { seconds as now } from "../../lib/clock.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { AUDIT_ACTIONS } from "../audit/audit.ts";
import { listDangerousClients } from "../clients/dangerous-clients.ts";
import { DAY, HOUR, readCounts } from "../counters/store.ts";
import { pageByText } from "./cursor.ts";
import type { ApiRoute } from "./route.ts";
import { id, Paging, pageOf, reading, seconds } from "./schema.ts";

const SIZES = { hour: HOUR, day: DAY } as const;
/** Buckets that one answer spans. */
const MOST_BUCKETS = 750;
const LATEST = 4_102_444_800;

const moment = z.coerce.number().int().min(0).max(LATEST).optional();
const CountsQuery = z.strictObject({
  by: z.enum(["hour", "day"]).default("hour"),
  from: moment.describe(
    "Unix seconds; the bucket that they are in is the first. A day before the last, if it is left out.",
  ),
  to: moment.describe("Unix seconds; the bucket that they are in is the last. Now, if it is left out."),
});
const CountShape = z.strictObject({
  at: seconds.describe("The first Unix second of the hour or day (UTC)."),
  kind: z.enum(["event", "way", "grant"]).describe("Events of the audit log, sign-ins by way, tokens by grant type."),
  name: z.string(),
  count: z.number().int(),
});
const DangerShape = z.strictObject({
  application_id: id,
  client_id: z.string(),
  name: z.string(),
  dangers: z.array(z.strictObject({ danger: z.string(), last_used_at: seconds.nullable(), uses: z.number().int() })),
});

export const countRoutes: readonly ApiRoute[] = [
  reading({
    id: "listCounts",
    path: "/api/v1/counts",
    summary: "How much happens, oldest first. Lost with a hub that is killed are its last seconds.",
    scope: "alldoor:audit:read",
    reach: "server",
    query: CountsQuery,
    answer: z.strictObject({ data: z.array(CountShape) }),
    async read({ hub, query }) {
      const size = SIZES[query.by];
      const to = query.to ?? now(hub.clock);
      const since = query.from ?? Math.max(0, to - DAY);
      const [from, last] = [since - (since % size), to - (to % size)];
      if (from > last || (last - from) / size >= MOST_BUCKETS) throw fieldRefusal({ to: "out_of_range" });
      await hub.counters.flush();
      const counts = await readCounts(hub.db, { from, to: last + size, size, actions: AUDIT_ACTIONS });
      const order = ({ at, kind, name }: (typeof counts)[number]) => `${String(at).padStart(12)} ${kind} ${name}`;
      return { data: counts.sort((one, other) => (order(one) < order(other) ? -1 : 1)) };
    },
  }),
  reading({
    id: "listDangers",
    path: "/api/v1/dangers",
    summary: "Applications with a dangerous switch on, and when each was last of use.",
    scope: "alldoor:applications:read",
    reach: "organization",
    query: Paging,
    answer: pageOf(DangerShape),
    read: ({ hub, caller, query }) =>
      pageByText(query, {
        name: "dangers",
        find: async (after, size) => (await listDangerousClients(hub.db, { after, only: caller.only, size })).clients,
        key: ({ client }) => client.id,
        show: ({ client, dangers }) => ({
          application_id: client.id,
          client_id: client.clientId,
          name: client.name,
          dangers: dangers.map(({ name, use }) => ({
            danger: name,
            last_used_at: use?.lastUsedAt ?? null,
            uses: use?.uses ?? 0,
          })),
        }),
      }),
  }),
];
