/**
 * What an administrator does with the look of an application, whether by the console, the command line, a document or the API: one
 * function in the caller's transaction, with its row in the audit log.
 */
import type { Writer } from "../../../db/database.ts";
import { type Actor, recordEvent } from "../../audit/audit.ts";
import { findLook, LOOK_SETTINGS, type Logo, type LookSettings, saveLogo, saveLook } from "../../clients/look.ts";
import type { Hub } from "../../hub.ts";
import { requireClient } from "./clients.ts";

/**
 * @param settings Read by `readLook`.
 * @param logo A new one, `null` to take it away, `undefined` to leave it.
 * @throws Refusal `not_found`
 */
export async function changeLook(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  actor: Actor,
  clientRowId: string,
  settings: LookSettings,
  logo?: Logo | null,
): Promise<void> {
  const client = await requireClient(tx, clientRowId);
  const known = await findLook(tx, clientRowId);
  const changed: string[] = LOOK_SETTINGS.filter(
    (name) => JSON.stringify(known[name]) !== JSON.stringify(settings[name]),
  );
  const isNewLogo = logo !== undefined && (logo?.name ?? null) !== known.logo;
  if (isNewLogo) changed.push("logo");
  if (changed.length === 0) return;
  await saveLook(tx, hub, clientRowId, settings);
  if (isNewLogo) await saveLogo(tx, hub, clientRowId, logo);
  await recordEvent(tx, hub, {
    action: "client.updated",
    actorId: actor.userId,
    subject: { kind: "client", id: client.id },
    clientId: client.id,
    occasion: actor.occasion,
    detail: { name: client.name, client_id: client.clientId, changed: changed.map((name) => `look.${name}`).join(" ") },
  });
}
