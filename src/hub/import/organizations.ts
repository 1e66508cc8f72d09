/**
 * hub/import: what comes from elsewhere with all that it had there, where a person, an application or a link of our own begins with
 * less: ids that applications know, hashes that were made elsewhere, secrets that are in use. Each writes its row into the audit
 * log. What the other products' tables look like is known to `cli/importing` alone.
 */
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { newUuid } from "../../lib/ids.ts";
import type { Hub } from "../hub.ts";
import { ensureFirstOrganization, FIRST_ORGANIZATION, findOrganization } from "../organizations/store.ts";

/** The organization of that name, made if it is not there yet. @returns its id */
export async function importOrganization(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  name: string,
  displayName: string,
): Promise<{ readonly id: string; readonly made: boolean }> {
  if (name === FIRST_ORGANIZATION) {
    const known = await findOrganization(tx, name);
    return { id: (known ?? (await ensureFirstOrganization(tx, hub))).id, made: known === undefined };
  }
  const known = await findOrganization(tx, name);
  if (known) return { id: known.id, made: false };
  const id = newUuid();
  await tx.query
    .insertInto("organizations")
    .values({ id, name, display_name: displayName, created_at: seconds(hub.clock), disabled_at: null })
    .execute();
  return { id, made: true };
}
