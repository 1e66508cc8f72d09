/** A webhook as the command line shows it, and as its options say it. Of its secret nothing is left to be shown. */
import { AUDIT_ACTIONS } from "../hub/audit/audit.ts";
import { EVERY_ACTION } from "../hub/webhooks/messages.ts";
import type { Webhook } from "../hub/webhooks/store.ts";

export const webhookDocument = (webhook: Webhook) => ({
  id: webhook.id,
  name: webhook.name,
  url: webhook.url,
  actions: webhook.actions,
  enabled: webhook.disabledAt === null,
  disabled_reason: webhook.disabledReason,
  failing_since: webhook.failingSince,
  created_at: webhook.createdAt,
});

export const webhookOptions = {
  name: { kind: "text", value: "NAME", help: "What it is called in lists." },
  url: { kind: "text", value: "URL", help: "Where messages go: https, or http on localhost." },
  event: {
    kind: "list",
    value: "ACTION",
    choices: [EVERY_ACTION, ...AUDIT_ACTIONS],
    help: "Event of the audit log that it is told of; * for every one.",
  },
} as const;

/** By the domain's names: how each option is written. */
export const WEBHOOK_FLAGS = { name: "--name", url: "--url", actions: "--event" };
