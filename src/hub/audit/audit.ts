/**
 * audit: one row for each security event, written in the transaction of the event itself, so that neither exists without
 * the other. Rows are only ever added. Details are facts that an administrator may read; never a secret, never a token.
 */
import type { Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub, Occasion } from "../hub.ts";
import { tellOf } from "../mail/notices.ts";
import { announceEvent } from "../webhooks/messages.ts";

/** Every action that is audited. */
export const AUDIT_ACTIONS = [
  "setup.completed",
  "user.created",
  "user.signed-up",
  "user.signed-in",
  "user.sign-in-failed",
  "user.signed-out",
  "user.updated",
  "user.invited",
  "user.password-changed",
  "user.email-verified",
  "mail.settings-changed",
  "mail.tested",
  "user.disabled",
  "user.enabled",
  "user.deleted",
  "user.impersonated",
  "user.impersonation-ended",
  "user.data-exported",
  "users.exported",
  "user.admin-changed",
  "user.second-factors-reset",
  "totp.enabled",
  "totp.disabled",
  "recovery-codes.made",
  "passkey.added",
  "passkey.renamed",
  "passkey.removed",
  "passkey.counter-refused",
  "device.remembered",
  "device.forgotten",
  "organization.created",
  "organization.policy-changed",
  "organization.disabled",
  "organization.enabled",
  "organization.joined",
  "audit.exported",
  "audit.retention-changed",
  "audit.pruned",
  "session.ended",
  "logout.undelivered",
  "identity.linked",
  "identity.unlinked",
  "client.created",
  "client.updated",
  "client.secret-rotated",
  "client.deleted",
  "client.permissions-changed",
  "personal-token.created",
  "personal-token.revoked",
  "webhook.created",
  "webhook.updated",
  "webhook.secret-replaced",
  "webhook.deleted",
  "webhook.disabled",
  "webhook.message-replayed",
  "client.danger-used",
  "client.registered",
  "client.document-read",
  "registration.policy-changed",
  "registration.token-created",
  "registration.token-removed",
  "provider.created",
  "provider.updated",
  "provider.deleted",
  "group.created",
  "group.updated",
  "group.deleted",
  "group.member-added",
  "group.member-removed",
  "role.created",
  "role.updated",
  "role.deleted",
  "role.member-added",
  "role.member-removed",
  "role.group-added",
  "role.group-removed",
  "consent.given",
  "consent.revoked",
  "grant.revoked",
  "code.replayed",
  "refresh-token.reused",
  "token.revoked",
  "token.exchanged",
  "assertion.accepted",
  "device.approved",
  "device.denied",
  "key.created",
  "key.rotated",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** Who does something, for functions that write what they do into the log themselves. */
export interface Actor {
  /** Left out for the command line, which is used by whoever has the data directory. */
  readonly userId?: string | undefined;
  readonly occasion?: Occasion | undefined;
}

export interface AuditEvent {
  readonly action: AuditAction;
  /** The person or client that did it; left out where it was the system or the command line. */
  readonly actorId?: string | undefined;
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly clientId?: string | undefined;
  readonly occasion?: Occasion | undefined;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

const insert = statement<{
  id: number;
  at: number;
  action: string;
  actorId: string | null;
  subjectKind: string | null;
  subjectId: string | null;
  clientId: string | null;
  address: string | null;
  requestId: string | null;
  detail: string;
}>()((db, p) =>
  db.insertInto("audit").values({
    id: p("id"),
    at: p("at"),
    action: p("action"),
    actor_id: p("actorId"),
    subject_kind: p("subjectKind"),
    subject_id: p("subjectId"),
    client_id: p("clientId"),
    address: p("address"),
    request_id: p("requestId"),
    detail: p("detail"),
  }),
);

export async function recordEvent(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock"> & Partial<Pick<Hub, "metrics" | "counters">>,
  event: AuditEvent,
): Promise<void> {
  const id = hub.ids();
  await tx.run(insert, {
    id,
    at: seconds(hub.clock),
    action: event.action,
    actorId: event.actorId ?? event.occasion?.callerId ?? null,
    subjectKind: event.subject?.kind ?? null,
    subjectId: event.subject?.id ?? null,
    clientId: event.clientId ?? null,
    address: event.occasion?.address ?? null,
    requestId: event.occasion?.requestId ?? null,
    detail: JSON.stringify(event.detail ?? {}),
  });
  await tellOf(tx, hub, event);
  await announceEvent(tx, hub, id, event.action);
  hub.metrics?.event(event.action);
  const way = event.action === "user.signed-in" ? event.detail?.["way"] : undefined;
  hub.counters?.event(event.action, typeof way === "string" ? way : undefined);
}
