/** The use of compatibility switches: audited, and counted, so that people can find out which they may close. */
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub, Occasion } from "../hub.ts";
import type { Danger } from "./settings.ts";
import type { Client } from "./store.ts";

export async function noteDanger(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock">,
  client: Client,
  danger: Danger,
  actorId: string | undefined,
  occasion: Occasion,
): Promise<void> {
  const now = seconds(hub.clock);
  await tx.query
    .insertInto("danger_uses")
    .values({ client_id: client.id, danger, last_used_at: now, uses: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(["client_id", "danger"])
        .doUpdateSet((is) => ({ last_used_at: now, uses: is("danger_uses.uses", "+", 1) })),
    )
    .execute();
  await recordEvent(tx, hub, {
    action: "client.danger-used",
    clientId: client.id,
    actorId,
    occasion,
    detail: { danger },
  });
}

export interface DangerUse {
  readonly danger: string;
  /** Unix seconds. */
  readonly lastUsedAt: number;
  readonly uses: number;
}

export async function listDangerUses(reader: Reader, clientRowId: string): Promise<DangerUse[]> {
  const rows = await reader.query.selectFrom("danger_uses").selectAll().where("client_id", "=", clientRowId).execute();
  return rows.map((row) => ({ danger: row.danger, lastUsedAt: row.last_used_at, uses: row.uses }));
}
