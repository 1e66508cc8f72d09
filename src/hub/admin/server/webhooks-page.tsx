/**
 * Webhooks: `GET|POST /admin/webhooks`, `GET /admin/webhooks/new`, `GET|POST /admin/webhooks/:id`, and below that `secret`, `remove`
 * and `replay/:message` (POST). A secret stands in one place only: in the answer to the form that made it.
 */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { type FieldFault, isFieldRefusal } from "../../../lib/errors.ts";
import {
  AdminWebhookPage,
  type AdminWebhookProps,
  type WebhookValues,
} from "../../../pages/hub/admin/server/webhook.tsx";
import { AdminWebhooksPage, type WebhookState } from "../../../pages/hub/admin/server/webhooks.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { AUDIT_ACTIONS } from "../../audit/audit.ts";
import type { FormFields, PageContext } from "../../web/route.ts";
import { listMessages, listWebhooks, type ToldMessage } from "../../webhooks/list.ts";
import { EVERY_ACTION } from "../../webhooks/messages.ts";
import { sendAgain } from "../../webhooks/replay.ts";
import {
  changeWebhook,
  createWebhook,
  removeWebhook,
  replaceWebhookSecret,
  requireWebhook,
  type Webhook,
  type WebhookWish,
} from "../../webhooks/store.ts";
import { actorOf, adminPage, SECTIONS, type Told } from "../frame.ts";
import { pagesBeside, pagesInTime } from "../paging.ts";

export const NEW_WEBHOOK = `${SECTIONS.webhooks}/new`;

const hrefOf = (id: string): string => `${SECTIONS.webhooks}/${id}`;
const listensToAll = ({ actions }: Pick<Webhook, "actions">): boolean => actions.includes(EVERY_ACTION);

function stateOf({ disabledReason, disabledAt, failingSince }: Webhook): WebhookState {
  if (disabledAt !== null) return disabledReason === "failing" ? "failed" : (disabledReason ?? "administrator");
  return failingSince === null ? "on" : "failing";
}

export async function showWebhooks(context: PageContext): Promise<Answer> {
  const { hub, query } = context;
  const { webhooks, next } = await listWebhooks(hub.db, query.get("after")?.replaceAll("\u0000", ""));
  const page = (
    <AdminWebhooksPage
      {...adminPage(context, { notices: ["webhook_removed"] })}
      now={seconds(hub.clock)}
      webhooks={webhooks.map((webhook) => ({
        name: webhook.name,
        host: URL.parse(webhook.url)?.host ?? "",
        events: listensToAll(webhook) ? null : webhook.actions.length,
        state: stateOf(webhook),
        createdAt: webhook.createdAt,
        href: hrefOf(webhook.id),
      }))}
      createHref={NEW_WEBHOOK}
      paging={pagesBeside(SECTIONS.webhooks, { next })}
    />
  );
  return context.html(renderPage(page));
}

interface Drawn {
  /** `null` while it is being made. */
  readonly webhook: Webhook | null;
  readonly typed?: WebhookValues;
  readonly fieldErrors?: AdminWebhookProps["fieldErrors"];
  /** A secret that was made just now. */
  readonly secret?: string | null;
  readonly told?: Told;
  readonly status?: number;
}

const valuesOf = (webhook: Webhook | null): WebhookValues => ({
  name: webhook?.name ?? "",
  url: webhook?.url ?? "",
  listens: webhook === null || listensToAll(webhook) ? "every" : "only",
  actions: webhook?.actions ?? [],
  enabled: webhook === null || webhook.disabledAt === null,
});

const messageEntry = (id: string) => (message: ToldMessage) => ({
  id: String(message.id),
  event: message.action ?? "–",
  outcome: message.outcome ?? ("waiting" as const),
  attempts: message.attempts,
  answer: message.last_answer,
  at: message.done_at ?? message.due_at,
  replayAction: message.done_at === null || message.action === null ? null : `${hrefOf(id)}/replay/${message.id}`,
});

const rowId = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,16}$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;

async function existingOf({ hub, query }: PageContext, webhook: Webhook): Promise<AdminWebhookProps["existing"]> {
  const { messages, older } = await listMessages(hub.db, webhook.id, rowId(query.get("before")));
  const href = hrefOf(webhook.id);
  return {
    name: webhook.name,
    state: stateOf(webhook),
    messages: messages.map(messageEntry(webhook.id)),
    paging: pagesInTime(href, { next: older }),
    replaceAction: `${href}/secret`,
    removeAction: `${href}/remove`,
  };
}

async function draw(
  context: PageContext,
  { webhook, typed, fieldErrors = {}, secret = null, told = {}, status = 200 }: Drawn,
): Promise<Answer> {
  const page = (
    <AdminWebhookPage
      {...adminPage(context, told)}
      now={seconds(context.hub.clock)}
      existing={webhook && (await existingOf(context, webhook))}
      secret={secret}
      values={typed ?? valuesOf(webhook)}
      fieldErrors={fieldErrors}
      actions={[...new Set([...AUDIT_ACTIONS, ...(webhook?.actions ?? []).filter((each) => each !== EVERY_ACTION)])]}
      action={webhook === null ? SECTIONS.webhooks : hrefOf(webhook.id)}
    />
  );
  return context.html(renderPage(page), { status });
}

const typedValues = (form: FormFields, enabled: boolean): WebhookValues => ({
  name: form.get("name"),
  url: form.get("url").trim(),
  listens: form.get("listens") === "only" ? "only" : "every",
  actions: form.all("actions"),
  enabled,
});

const wishOf = ({ name, url, listens, actions, enabled }: WebhookValues): WebhookWish => ({
  name,
  url,
  actions: listens === "every" ? [EVERY_ACTION] : actions,
  enabled,
});

/** The form again, with what was sent and what is wrong with it; anything but a fault of a field is thrown on. */
function drawAgain(context: PageContext, webhook: Webhook | null, error: unknown, typed: WebhookValues) {
  if (!isFieldRefusal(error)) throw error;
  const fieldErrors = error.fields as Readonly<Partial<Record<keyof WebhookValues, FieldFault>>>;
  return draw(context, { webhook, typed, fieldErrors, told: { error: "invalid" }, status: error.status });
}

export const showNewWebhook = (context: PageContext): Promise<Answer> => draw(context, { webhook: null });

export async function makeWebhook(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const typed = typedValues(form, true);
  try {
    const { webhook, secret } = await hub.db.write((tx) => createWebhook(tx, hub, actorOf(context), wishOf(typed)));
    return draw(context, { webhook, secret, told: { notice: "webhook_created" }, status: 201 });
  } catch (error) {
    return drawAgain(context, null, error, typed);
  }
}

export async function showWebhook(context: PageContext): Promise<Answer> {
  const webhook = await requireWebhook(context.hub.db, context.params.id ?? "");
  return draw(context, { webhook, told: { notices: ["saved", "webhook_replayed"] } });
}

export async function saveWebhook(context: PageContext): Promise<Answer> {
  const { hub, form, params } = context;
  const webhook = await requireWebhook(hub.db, params.id ?? "");
  const typed = typedValues(form, form.get("enabled") === "true");
  try {
    await hub.db.write((tx) => changeWebhook(tx, hub, actorOf(context), webhook.id, wishOf(typed)));
  } catch (error) {
    return drawAgain(context, webhook, error, typed);
  }
  return context.redirect(`${hrefOf(webhook.id)}?notice=saved`);
}

export async function renewWebhookSecret(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const webhook = await requireWebhook(hub.db, params.id ?? "");
  const secret = await hub.db.write((tx) => replaceWebhookSecret(tx, hub, actorOf(context), webhook.id));
  return draw(context, { webhook, secret, told: { notice: "secret_rotated" } });
}

export async function deleteWebhook(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  await hub.db.write((tx) => removeWebhook(tx, hub, actorOf(context), params.id ?? ""));
  return context.redirect(`${SECTIONS.webhooks}?notice=webhook_removed`);
}

/** @throws Refusal `not_found` for a message of another webhook too */
export async function replayMessage(context: PageContext): Promise<Answer> {
  const { hub, params } = context;
  const webhook = await requireWebhook(hub.db, params.id ?? "");
  const id = rowId(params.message) ?? 0;
  await hub.db.write((tx) => sendAgain(tx, hub, actorOf(context), webhook.id, id));
  return context.redirect(`${hrefOf(webhook.id)}?notice=webhook_replayed#messages`);
}
