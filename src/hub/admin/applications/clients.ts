/**
 * What an administrator does with applications, whether by the console, the command line or an API: each is one function in
 * the caller's transaction, with its row in the audit log. Knows no HTTP and asks for no right; whoever calls has.
 */
import type { Reader, Writer } from "../../../db/database.ts";
import { fieldRefusal, Refusal } from "../../../lib/errors.ts";
import { type Actor, type AuditAction, type AuditEvent, recordEvent } from "../../audit/audit.ts";
import type { ClientSettings } from "../../clients/settings.ts";
import {
  type Client,
  createClient,
  deleteClient,
  findClientByRowId,
  type MadeClient,
  rotateClientSecret,
  setClientDisabled,
  updateClient,
} from "../../clients/store.ts";
import { forgetGrantsOfClient } from "../../grants/grants.ts";
import type { Hub } from "../../hub.ts";
import { checkRequirements } from "../../roles/requirements.ts";

type Deps = Pick<Hub, "clock" | "ids">;

const note = (tx: Writer, hub: Deps, actor: Actor, action: AuditAction, client: Client, detail: AuditEvent["detail"]) =>
  recordEvent(tx, hub, {
    action,
    actorId: actor.userId,
    subject: { kind: "client", id: client.id },
    clientId: client.id,
    occasion: actor.occasion,
    detail: { name: client.name, client_id: client.clientId, ...detail },
  });

/** @throws Refusal `not_found` */
export async function requireClient(reader: Reader, id: string): Promise<Client> {
  const client = await findClientByRowId(reader, id);
  if (!client) throw new Refusal("not_found");
  return client;
}

/**
 * @param settings Read by `readClientSettings`.
 * @param requirements Whether the groups and roles that it requires are looked for now, or by the caller once they are made.
 * @throws Refusal `name_taken`, `field_invalid` with `fields`: `requiredGroups`, `requiredRoles`
 */
export async function registerClient(
  tx: Writer,
  hub: Deps & Pick<Hub, "vault">,
  actor: Actor,
  organizationId: string,
  settings: ClientSettings,
  requirements: "checked" | "checked-later" = "checked",
): Promise<MadeClient> {
  if (requirements === "checked") await checkRequirements(tx, organizationId, null, settings);
  const made = await createClient(tx, hub, organizationId, settings);
  await note(tx, hub, actor, "client.created", made.client, {
    type: settings.type,
    ...(settings.dangers.length === 0 ? {} : { dangers: settings.dangers.join(" ") }),
  });
  return made;
}

/**
 * Changes the settings of a client, which keeps its type: what a program is does not change, and a secret that was
 * never given out protects nothing.
 * @param settings Read by `readClientSettings`.
 * @param requirements As for `registerClient`.
 * @throws Refusal `not_found`, `name_taken`, `field_invalid`
 */
export async function changeClient(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  id: string,
  settings: ClientSettings,
  enabled: boolean,
  requirements: "checked" | "checked-later" = "checked",
): Promise<void> {
  const known = await requireClient(tx, id);
  if (settings.type !== known.type) throw fieldRefusal({ type: "invalid_choice" });
  if (requirements === "checked") await checkRequirements(tx, known.organizationId, id, settings);
  await updateClient(tx, hub, id, settings);
  const wasEnabled = known.enabled;
  if (enabled !== wasEnabled) await setClientDisabled(tx, hub, id, !enabled);
  await note(tx, hub, actor, "client.updated", known, {
    changed: [...changedSettings(known, settings), ...(enabled === wasEnabled ? [] : ["enabled"])].join(" "),
    ...(enabled === wasEnabled ? {} : { enabled }),
    ...(settings.dangers.length === 0 ? {} : { dangers: settings.dangers.join(" ") }),
  });
}

const changedSettings = (known: ClientSettings, settings: ClientSettings): string[] =>
  (Object.keys(settings) as (keyof ClientSettings)[]).filter(
    (name) => JSON.stringify(known[name]) !== JSON.stringify(settings[name]),
  );

/** Gives a client a new secret; the old one stops at once. @returns the secret, to be shown once. @throws Refusal `not_found` */
export async function replaceClientSecret(
  tx: Writer,
  hub: Deps & Pick<Hub, "vault">,
  actor: Actor,
  id: string,
): Promise<string> {
  const client = await requireClient(tx, id);
  const secret = await rotateClientSecret(tx, hub, id);
  await note(tx, hub, actor, "client.secret-rotated", client, {});
  return secret;
}

/** Removes a client with everything that people allowed it and that it was given. @throws Refusal `not_found` */
export async function removeClient(tx: Writer, hub: Deps, actor: Actor, id: string): Promise<void> {
  const client = await requireClient(tx, id);
  const grants = await forgetGrantsOfClient(tx, id);
  await deleteClient(tx, id);
  await note(tx, hub, actor, "client.deleted", client, { grants });
}
