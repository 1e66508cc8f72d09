/** The webhooks: where events are told, which, and the secret that each message is signed with, shown once. */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import { type FieldFault, fieldRefusal, Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import { randomBytes } from "../../lib/random.ts";
import { redirectUriFault } from "../../lib/redirect-uri.ts";
import { type Actor, type AuditAction, recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { EVERY_ACTION, voidWebhookMessages } from "./messages.ts";

type Deps = Pick<Hub, "clock" | "ids" | "vault">;

export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Actions of the audit log, or `*` for all. */
  readonly actions: readonly string[];
  readonly sealedSecret: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When it began to fail without a success since. */
  readonly failingSince: number | null;
  readonly disabledAt: number | null;
  readonly disabledReason: "administrator" | "failing" | "gone" | null;
}

export const readWebhook = (row: Selectable<Schema["webhooks"]>): Webhook => ({
  id: row.id,
  name: row.name,
  url: row.url,
  actions: JSON.parse(row.actions) as string[],
  sealedSecret: row.sealed_secret,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  failingSince: row.failing_since,
  disabledAt: row.disabled_at,
  disabledReason: row.disabled_reason,
});

export interface WebhookWish {
  readonly name: string;
  readonly url: string;
  readonly actions: readonly string[];
  readonly enabled: boolean;
}

const ACTION = /^[a-z-]+\.[a-z-]+$/;

/** @throws Refusal `field_invalid` with `fields`: `name`, `url`, `actions` */
function check(wish: WebhookWish): WebhookWish {
  const fields: Record<string, FieldFault> = {};
  const name = wish.name.replace(/\s+/g, " ").trim();
  if (name === "") fields["name"] = "required";
  if ([...name].length > 100) fields["name"] = "too_long";
  const protocol = URL.parse(wish.url)?.protocol;
  const urlFault = protocol === "https:" || protocol === "http:" ? redirectUriFault(wish.url) : "invalid_url";
  if (urlFault) fields["url"] = urlFault;
  if (wish.url.length > 2000) fields["url"] = "too_long";
  if (wish.actions.length === 0) fields["actions"] = "required";
  if (!wish.actions.every((action) => action === EVERY_ACTION || ACTION.test(action))) fields["actions"] = "invalid";
  if (Object.keys(fields).length > 0) throw fieldRefusal(fields);
  return { ...wish, name, actions: [...new Set(wish.actions)] };
}

const note = (
  tx: Writer,
  hub: Deps,
  actor: Actor,
  action: AuditAction,
  webhook: Pick<Webhook, "id" | "name" | "url">,
) =>
  recordEvent(tx, hub, {
    action,
    actorId: actor.userId,
    subject: { kind: "webhook", id: webhook.id },
    occasion: actor.occasion,
    // Of the address only the host: what follows may be a secret of the other side.
    detail: { name: webhook.name, host: URL.parse(webhook.url)?.host ?? "" },
  });

/** @throws Refusal `not_found` */
export async function requireWebhook(reader: Reader, id: string): Promise<Webhook> {
  const row = await reader.query.selectFrom("webhooks").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new Refusal("not_found");
  return readWebhook(row);
}

const secretPlace = (id: string): `webhooks:sealed_secret:${string}` => `webhooks:sealed_secret:${id}`;
/** In the form of Standard Webhooks: the key is what is behind the prefix, as base64. */
const newSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** The key that messages are signed with. */
export const signingKeyOf = ({ vault }: Pick<Hub, "vault">, { id, sealedSecret }: Webhook): Buffer =>
  Buffer.from(vault.open(sealedSecret, secretPlace(id)).slice("whsec_".length), "base64");

/** @returns the webhook and its secret, to be shown once. @throws Refusal `field_invalid` */
export async function createWebhook(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  wish: WebhookWish,
): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
  const { name, url, actions, enabled } = check(wish);
  const now = seconds(hub.clock);
  const id = newUuid();
  const secret = newSecret();
  const row: Selectable<Schema["webhooks"]> = {
    id,
    name,
    url,
    actions: JSON.stringify(actions),
    sealed_secret: hub.vault.seal(secret, secretPlace(id)),
    created_at: now,
    updated_at: now,
    failing_since: null,
    disabled_at: enabled ? null : now,
    disabled_reason: enabled ? null : "administrator",
  };
  await tx.query.insertInto("webhooks").values(row).execute();
  await note(tx, hub, actor, "webhook.created", { id, name, url });
  return { webhook: readWebhook(row), secret };
}

/** Changes a webhook. Switched on again, it begins anew: what failed before does not count. @throws Refusal `field_invalid`, `not_found` */
export async function changeWebhook(tx: Writer, hub: Deps, actor: Actor, id: string, wish: WebhookWish): Promise<void> {
  const known = await requireWebhook(tx, id);
  const { name, url, actions, enabled } = check(wish);
  const now = seconds(hub.clock);
  const standing = enabled
    ? { disabled_at: null, disabled_reason: null, ...(known.disabledAt === null ? {} : { failing_since: null }) }
    : { disabled_at: known.disabledAt ?? now, disabled_reason: known.disabledReason ?? ("administrator" as const) };
  await tx.query
    .updateTable("webhooks")
    .set({ name, url, actions: JSON.stringify(actions), updated_at: now, ...standing })
    .where("id", "=", id)
    .execute();
  if (!enabled) await voidWebhookMessages(tx, hub, id);
  await note(tx, hub, actor, "webhook.updated", { id, name, url });
}

/** Replaces the secret; the next message is signed with the new one. @returns it, to be shown once. @throws Refusal `not_found` */
export async function replaceWebhookSecret(tx: Writer, hub: Deps, actor: Actor, id: string): Promise<string> {
  const webhook = await requireWebhook(tx, id);
  const secret = newSecret();
  await tx.query
    .updateTable("webhooks")
    .set({ sealed_secret: hub.vault.seal(secret, secretPlace(id)), updated_at: seconds(hub.clock) })
    .where("id", "=", id)
    .execute();
  await note(tx, hub, actor, "webhook.secret-replaced", webhook);
  return secret;
}

/** Removes a webhook with its messages. @throws Refusal `not_found` */
export async function removeWebhook(tx: Writer, hub: Deps, actor: Actor, id: string): Promise<void> {
  const webhook = await requireWebhook(tx, id);
  await tx.query.deleteFrom("webhook_messages").where("webhook_id", "=", id).execute();
  await tx.query.deleteFrom("webhooks").where("id", "=", id).execute();
  await note(tx, hub, actor, "webhook.deleted", webhook);
}

/** Seconds without any success after which a webhook is switched off. */
const FAILING_SECONDS = 5 * 86_400;

/** Notes how a try went; one that has failed for too long, or says that it is gone, is switched off. */
export async function noteOutcome(
  tx: Writer,
  hub: Deps,
  id: string,
  outcome: "delivered" | "failed" | "gone",
): Promise<void> {
  const now = seconds(hub.clock);
  if (outcome === "delivered") {
    await tx.query
      .updateTable("webhooks")
      .set({ failing_since: null })
      .where("id", "=", id)
      .where("failing_since", "is not", null)
      .execute();
    return;
  }
  await tx.query
    .updateTable("webhooks")
    .set({ failing_since: now })
    .where("id", "=", id)
    .where("failing_since", "is", null)
    .execute();
  const reason = outcome === "gone" ? ("gone" as const) : ("failing" as const);
  let off = tx.query
    .updateTable("webhooks")
    .set({ disabled_at: now, disabled_reason: reason })
    .where("id", "=", id)
    .where("disabled_at", "is", null);
  if (outcome === "failed") off = off.where("failing_since", "<=", now - FAILING_SECONDS);
  const { numUpdatedRows } = await off.executeTakeFirst();
  if (numUpdatedRows !== 1n) return;
  await voidWebhookMessages(tx, hub, id);
  await note(tx, hub, {}, "webhook.disabled", await requireWebhook(tx, id));
}
