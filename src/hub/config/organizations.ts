/** What a document changes of an organization besides its policies: what people read of it. */
import type { Writer } from "../../db/database.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";

export async function renameOrganization(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  id: string,
  displayName: string,
): Promise<void> {
  await tx.query.updateTable("organizations").set({ display_name: displayName }).where("id", "=", id).execute();
  await recordEvent(tx, hub, {
    action: "organization.policy-changed",
    subject: { kind: "organization", id },
    detail: { display_name: displayName },
  });
}
