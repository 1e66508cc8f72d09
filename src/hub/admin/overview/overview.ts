/**
 * The hub at a glance: how much there is, and what an administrator should look after. Each warning is worked out from what
 * is really configured and stored, and goes away by itself when its cause does.
 */
import type { Reader } from "../../../db/database.ts";
import { seconds } from "../../../lib/clock.ts";
import { isLocalHost } from "../../../lib/configuration.ts";
import type { Hub } from "../../hub.ts";
import { listProviders } from "../../providers/store.ts";
import { countSessions } from "../../sessions/store.ts";
import { countAdministrators } from "../../users/store.ts";
import { KEY_OLD_SECONDS, signingNow } from "../server/keys.ts";

export type Warning =
  | "sandbox_mode"
  | "insecure_issuer"
  | "single_administrator"
  | "no_providers"
  | "no_applications"
  | "dangerous_settings"
  | "key_old";

export interface Overview {
  readonly counts: {
    readonly users: number;
    readonly applications: number;
    readonly providers: number;
    readonly sessions: number;
  };
  /** Counting sessions stopped there: there are more. */
  readonly moreSessions: boolean;
  readonly warnings: readonly Warning[];
}

/** Sessions are counted up to here: nobody waits for more, and no request is held up by it. */
const MOST_SESSIONS = 10_000;

async function countRows(reader: Reader, table: "users" | "clients"): Promise<number> {
  const row = await reader.query
    .selectFrom(table)
    .select((is) => is.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function hasDangers(reader: Reader): Promise<boolean> {
  const row = await reader.query
    .selectFrom("clients")
    .select("id")
    .where("dangers", "!=", "[]")
    .where("disabled_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function readOverview(hub: Hub): Promise<Overview> {
  const { db, clock } = hub;
  const now = seconds(clock);
  const providers = await listProviders(db);
  const sessions = await countSessions(db, clock, MOST_SESSIONS + 1);
  const counts = {
    users: await countRows(db, "users"),
    applications: await countRows(db, "clients"),
    providers: providers.length,
    sessions: Math.min(sessions, MOST_SESSIONS),
  };
  const causes: Readonly<Record<Warning, boolean>> = {
    sandbox_mode: hub.upstream.sandbox !== undefined,
    insecure_issuer: !hub.secure && !isLocalHost(new URL(hub.issuer).hostname),
    dangerous_settings: await hasDangers(db),
    key_old: signingNow(hub.keys.list(), now).some((key) => key.activeAt + KEY_OLD_SECONDS < now),
    single_administrator: (await countAdministrators(db)) === 1,
    no_providers: !providers.some((row) => row.disabledAt === null),
    no_applications: counts.applications === 0,
  };
  return {
    counts,
    moreSessions: sessions > MOST_SESSIONS,
    warnings: (Object.keys(causes) as Warning[]).filter((warning) => causes[warning]),
  };
}
