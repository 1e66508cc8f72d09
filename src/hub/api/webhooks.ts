/** `/api/v1/webhooks`: who is told of what happens here; `/api/v1/webhook-messages`: what became of it, and to send it once more. */
import type { Selectable } from "kysely";
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { messageName } from "../webhooks/deliver.ts";
import { EVERY_ACTION } from "../webhooks/messages.ts";
import { sendAgain } from "../webhooks/replay.ts";
import {
  changeWebhook,
  createWebhook,
  readWebhook,
  removeWebhook,
  replaceWebhookSecret,
  requireWebhook,
  type Webhook,
} from "../webhooks/store.ts";
import { pageByNumber, pageByText, rowNumber } from "./cursor.ts";
import type { ApiContext, ApiRoute } from "./route.ts";
import { changing, id, Nothing, Paging, pageOf, paging, reading, seconds } from "./schema.ts";

const PATH = "/api/v1/webhooks";
const MESSAGES = "/api/v1/webhook-messages";

const settings = {
  name: z.string().max(200),
  url: z.string().max(2000).describe("https, or http on localhost."),
  actions: z.array(z.string().max(100)).max(200).describe("Actions of the audit log, or `*` for all."),
  enabled: z.boolean(),
};
const WebhookShape = z.strictObject({
  id,
  ...settings,
  failing_since: seconds.nullable(),
  disabled_at: seconds.nullable(),
  disabled_reason: z
    .enum(["administrator", "failing", "gone"])
    .nullable()
    .describe("`failing`: nothing was taken for five days; `gone`: it answered 410."),
  created_at: seconds,
  updated_at: seconds,
});
const Secret = z.string().describe("Shown this once; messages are signed with it (Standard Webhooks).");
const NewWebhook = z.strictObject({
  ...settings,
  actions: settings.actions.default([EVERY_ACTION]),
  enabled: settings.enabled.default(true),
});

const show = (webhook: Webhook): z.output<typeof WebhookShape> => ({
  id: webhook.id,
  name: webhook.name,
  url: webhook.url,
  actions: [...webhook.actions],
  enabled: webhook.disabledAt === null,
  failing_since: webhook.failingSince,
  disabled_at: webhook.disabledAt,
  disabled_reason: webhook.disabledReason,
  created_at: webhook.createdAt,
  updated_at: webhook.updatedAt,
});
const current = async (reader: Reader, { params }: ApiContext) => show(await requireWebhook(reader, params.id ?? ""));

const MessageShape = z.strictObject({
  id,
  webhook_id: id,
  webhook_message_id: z.string().describe("The header `webhook-id`."),
  event_id: id.describe("The row of the audit log."),
  attempts: z.number().int(),
  outcome: z.enum(["waiting", "delivered", "dead", "void"]),
  last_answer: z.string().nullable().describe("The status of the last answer, or why there was none."),
  due_at: seconds.nullable(),
  done_at: seconds.nullable(),
});

const showMessage = (row: Selectable<Schema["webhook_messages"]>): z.output<typeof MessageShape> => ({
  id: String(row.id),
  webhook_id: row.webhook_id,
  webhook_message_id: messageName(row),
  event_id: String(row.audit_id),
  attempts: row.attempts,
  outcome: row.outcome ?? "waiting",
  last_answer: row.last_answer,
  due_at: row.done_at === null ? row.due_at : null,
  done_at: row.done_at,
});

const messageRoutes: readonly ApiRoute[] = [
  reading({
    id: "listWebhookMessages",
    path: MESSAGES,
    summary: "What webhooks were told, the latest first.",
    scope: "alldoor:webhooks:read",
    reach: "server",
    query: z.strictObject({ ...paging, webhook: id.optional() }),
    answer: pageOf(MessageShape),
    read: ({ hub, query }) =>
      pageByNumber(query, {
        name: "webhook-messages",
        async find(edge, most) {
          let rows = hub.db.query.selectFrom("webhook_messages").selectAll().orderBy("id", "desc").limit(most);
          if (edge !== undefined) rows = rows.where("id", "<", edge);
          if (query.webhook !== undefined) rows = rows.where("webhook_id", "=", query.webhook);
          return rows.execute();
        },
        key: (row) => row.id,
        show: showMessage,
      }),
  }),
  changing({
    id: "replayWebhookMessage",
    method: "POST",
    path: `${MESSAGES}/:id/replay`,
    summary: "Sends a message once more, under the same id; one that still waits is left alone.",
    scope: "alldoor:webhooks:write",
    reach: "server",
    status: 204,
    body: Nothing,
    answer: null,
    change:
      ({ hub, caller, params }) =>
      (tx) =>
        sendAgain(tx, hub, caller.actor, null, rowNumber(params.id)),
  }),
];

export const webhookRoutes: readonly ApiRoute[] = [
  reading({
    id: "listWebhooks",
    path: PATH,
    summary: "Webhooks, in the order of their ids.",
    scope: "alldoor:webhooks:read",
    reach: "server",
    query: Paging,
    answer: pageOf(WebhookShape),
    read: ({ hub, query }) =>
      pageByText(query, {
        name: "webhooks",
        async find(edge, most) {
          let rows = hub.db.query.selectFrom("webhooks").selectAll().orderBy("id").limit(most);
          if (edge !== undefined) rows = rows.where("id", ">", edge);
          return rows.execute();
        },
        key: (row) => row.id,
        show: (row) => show(readWebhook(row)),
      }),
  }),
  changing({
    id: "createWebhook",
    method: "POST",
    path: PATH,
    summary: "Has an address told of what happens.",
    scope: "alldoor:webhooks:write",
    reach: "server",
    status: 201,
    body: NewWebhook,
    answer: z.strictObject({ ...WebhookShape.shape, secret: Secret }),
    change:
      ({ hub, caller, body }) =>
      async (tx) => {
        const { webhook, secret } = await createWebhook(tx, hub, caller.actor, body);
        return { ...show(webhook), secret };
      },
  }),
  reading({
    id: "getWebhook",
    path: `${PATH}/:id`,
    summary: "One webhook.",
    scope: "alldoor:webhooks:read",
    reach: "server",
    query: Nothing,
    answer: WebhookShape,
    read: (context) => current(context.hub.db, context),
  }),
  changing({
    id: "changeWebhook",
    method: "PATCH",
    path: `${PATH}/:id`,
    summary: "Changes a webhook; what is left out stays. What waits for one that is switched off is not sent.",
    scope: "alldoor:webhooks:write",
    reach: "server",
    status: 200,
    body: z.strictObject(settings).partial(),
    answer: WebhookShape,
    current,
    change: (context) => async (tx) => {
      const { hub, caller, body } = context;
      const known = await requireWebhook(tx, context.params.id ?? "");
      const { name = known.name, url = known.url, actions = known.actions, enabled = known.disabledAt === null } = body;
      await changeWebhook(tx, hub, caller.actor, known.id, { name, url, actions, enabled });
      return current(tx, context);
    },
  }),
  changing({
    id: "removeWebhook",
    method: "DELETE",
    path: `${PATH}/:id`,
    summary: "Removes a webhook, with its messages.",
    scope: "alldoor:webhooks:write",
    reach: "server",
    status: 204,
    body: Nothing,
    answer: null,
    current,
    change:
      ({ hub, caller, params }) =>
      (tx) =>
        removeWebhook(tx, hub, caller.actor, params.id ?? ""),
  }),
  changing({
    id: "replaceWebhookSecret",
    method: "POST",
    path: `${PATH}/:id/secret`,
    summary: "Gives a webhook a new secret; the next message is signed with it.",
    scope: "alldoor:webhooks:write",
    reach: "server",
    status: 200,
    body: Nothing,
    answer: z.strictObject({ secret: Secret }),
    change:
      ({ hub, caller, params }) =>
      async (tx) => ({ secret: await replaceWebhookSecret(tx, hub, caller.actor, params.id ?? "") }),
  }),
  ...messageRoutes,
];
