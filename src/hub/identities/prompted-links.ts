/**
 * Links that an application asks its people for (`client_providers.prompted`): somebody who came in by another way is asked until
 * they link or say no, and a no is remembered for good.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { findProviderRow, type ProviderRow } from "../providers/store.ts";

const wanted = statement<{ clientId: string; userId: string }>()((db, p) =>
  db
    .selectFrom("client_providers")
    .innerJoin("providers", "providers.id", "client_providers.provider_id")
    .select("providers.id")
    .where("client_providers.client_id", "=", p("clientId"))
    .where("client_providers.prompted", "=", 1)
    .where("providers.disabled_at", "is", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("identities")
            .select("identities.id")
            .whereRef("identities.provider_id", "=", "providers.id")
            .where("identities.user_id", "=", p("userId")),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("declined_links")
            .select("declined_links.user_id")
            .whereRef("declined_links.provider_id", "=", "providers.id")
            .where("declined_links.user_id", "=", p("userId")),
        ),
      ),
    )
    .orderBy("providers.position"),
);

/** The first provider that this person is to be asked about. `null` where there is none, or only services that are gone. */
export async function findPromptedLink(reader: Reader, clientId: string, userId: string): Promise<ProviderRow | null> {
  for (const { id } of await reader.all(wanted, { clientId, userId })) {
    const row = await findProviderRow(reader, id).catch(() => null);
    if (row && row.entry.status !== "closed") return row;
  }
  return null;
}

/** Remembers that somebody does not want a link. Said twice, the first time counts. */
export async function declineLink(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  providerId: string,
): Promise<void> {
  await tx.query
    .insertInto("declined_links")
    .values({ user_id: userId, provider_id: providerId, declined_at: seconds(hub.clock) })
    .onConflict((conflict) => conflict.columns(["user_id", "provider_id"]).doNothing())
    .execute();
}
