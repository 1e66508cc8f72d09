/** Webhooks and what they were told, a page at a time: the former in the order of their ids, the latter newest first. */
import type { Selectable } from "kysely";
import type { Reader } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { readWebhook, type Webhook } from "./store.ts";

const PAGE = 50;

export interface WebhookPage {
  readonly webhooks: readonly Webhook[];
  /** Give it back as `after` to get the next page; `null` at the end. */
  readonly next: string | null;
}

export async function listWebhooks(reader: Reader, after?: string): Promise<WebhookPage> {
  let query = reader.query
    .selectFrom("webhooks")
    .selectAll()
    .orderBy("id")
    .limit(PAGE + 1);
  if (after !== undefined) query = query.where("id", ">", after);
  const found = await query.execute();
  const webhooks = found.slice(0, PAGE).map(readWebhook);
  return { webhooks, next: found.length > PAGE ? (webhooks.at(-1)?.id ?? null) : null };
}

export type ToldMessage = Selectable<Schema["webhook_messages"]> & {
  /** The event; `null` where its row in the log is gone. */
  readonly action: string | null;
};

export interface MessagePage {
  readonly messages: readonly ToldMessage[];
  /** Give it back as `before` to get the older ones; `null` at the end. */
  readonly older: number | null;
}

export async function listMessages(reader: Reader, webhookId: string, before?: number): Promise<MessagePage> {
  let query = reader.query
    .selectFrom("webhook_messages")
    .leftJoin("audit", "audit.id", "webhook_messages.audit_id")
    .selectAll("webhook_messages")
    .select("audit.action")
    .where("webhook_messages.webhook_id", "=", webhookId)
    .orderBy("webhook_messages.id", "desc")
    .limit(PAGE + 1);
  if (before !== undefined) query = query.where("webhook_messages.id", "<", before);
  const found = await query.execute();
  const messages = found.slice(0, PAGE);
  return { messages, older: found.length > PAGE ? (messages.at(-1)?.id ?? null) : null };
}
