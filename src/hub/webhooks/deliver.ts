/**
 * One message to one webhook, as Standard Webhooks has it (spec version 1): JSON with `type`, `timestamp` and `data`; `webhook-id`,
 * which stays the same however often it is sent; `webhook-timestamp`; and `webhook-signature`, an HMAC-SHA256 over all three.
 * It goes by the guarded way out: no redirect is followed, and of the answer nothing but the status is kept.
 */
import { createHmac } from "node:crypto";
import type { Selectable } from "kysely";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import { OutboundError } from "../../lib/outbound.ts";
import type { Hub } from "../hub.ts";
import type { WebhookMessage } from "./messages.ts";
import { signingKeyOf, type Webhook } from "./store.ts";

export const messageName = ({ id }: Pick<WebhookMessage, "id">): string => `msg_${id}`;

/** The bytes of a message: the same at every try. */
export const payloadOf = (row: Selectable<Schema["audit"]>): string =>
  JSON.stringify({
    type: row.action,
    timestamp: new Date(row.at * 1000).toISOString(),
    data: {
      id: String(row.id),
      actor_id: row.actor_id,
      subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id },
      application_id: row.client_id,
      address: row.address,
      request_id: row.request_id,
      detail: JSON.parse(row.detail) as unknown,
    },
  });

export function signatureOf(key: Buffer, name: string, timestamp: number, payload: string): string {
  return `v1,${createHmac("sha256", key).update(`${name}.${timestamp}.${payload}`).digest("base64")}`;
}

export interface WebhookDelivery {
  readonly outcome: "delivered" | "failed" | "gone";
  /** The status, or why there was none. */
  readonly answer: string;
}

/** @throws whatever `signal` is aborted with */
export async function deliverWebhook(
  hub: Pick<Hub, "clock" | "vault" | "toApplications">,
  webhook: Webhook,
  message: WebhookMessage,
  event: Selectable<Schema["audit"]>,
  signal: AbortSignal,
): Promise<WebhookDelivery> {
  const name = messageName(message);
  const timestamp = seconds(hub.clock);
  const payload = payloadOf(event);
  try {
    const { status } = await hub.toApplications(webhook.url, {
      method: "POST",
      body: payload,
      headers: {
        "content-type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signatureOf(signingKeyOf(hub, webhook), name, timestamp, payload),
      },
      signal,
    });
    if (status >= 200 && status < 300) return { outcome: "delivered", answer: String(status) };
    return { outcome: status === 410 ? "gone" : "failed", answer: String(status) };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { outcome: "failed", answer: error.code };
  }
}
