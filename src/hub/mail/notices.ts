/**
 * What a person is told by mail of their own account: which events of the audit log they hear of. It hangs on the log itself
 * (`recordEvent`), so no room that changes a way in can forget it. Only a proven address is told; a typed one may be a
 * stranger's.
 */
import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub, Occasion } from "../hub.ts";
import { type NoticeKind, queueNotice } from "./outbox.ts";

/** The part of an event in the audit log that a notice is made of. */
export interface ToldEvent {
  readonly action: string;
  readonly actorId?: string | undefined;
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly occasion?: Occasion | undefined;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

const TOLD: Readonly<Record<string, NoticeKind>> = {
  "user.password-changed": "password-changed",
  "identity.linked": "identity-linked",
  "identity.unlinked": "identity-unlinked",
  "totp.enabled": "second-factor-changed",
  "totp.disabled": "second-factor-changed",
  "recovery-codes.made": "second-factor-changed",
  "passkey.added": "second-factor-changed",
  "passkey.removed": "second-factor-changed",
  "user.second-factors-reset": "second-factor-changed",
  "user.data-exported": "data-exported",
  "user.impersonated": "looked-at",
};

/** Links by which an account was made: nobody needs to hear of those. */
const FIRST_LINKS: readonly unknown[] = ["address-unknown", "address-unproven"];

type Deps = Pick<Hub, "clock" | "ids">;

/** Queues the notice of an event, where the person hears of such ones. */
export async function tellOf(tx: Writer, hub: Deps, event: ToldEvent): Promise<void> {
  const kind = Object.hasOwn(TOLD, event.action) ? TOLD[event.action] : undefined;
  if (kind === undefined || FIRST_LINKS.includes(event.detail?.rule)) return;
  const userId = event.subject?.kind === "user" ? event.subject.id : event.actorId;
  if (userId === undefined) return;
  const { name, provider } = event.detail ?? {};
  const what = kind === "second-factor-changed" ? event.action : (name ?? provider);
  await tellUser(tx, hub, kind, userId, event.occasion, typeof what === "string" ? { what } : {});
}

/** Tells a person at their proven address; nobody where there is none. */
export async function tellUser(
  tx: Writer,
  hub: Deps,
  kind: NoticeKind,
  userId: string,
  occasion: Occasion | undefined,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const user = await tx.query
    .selectFrom("users")
    .innerJoin("organizations", "organizations.id", "users.organization_id")
    .select(["users.email", "users.locale", "organizations.default_locale"])
    .where("users.id", "=", userId)
    .where("users.verified_email_key", "is not", null)
    .executeTakeFirst();
  if (!user || user.email === null) return;
  await tellAddress(
    tx,
    hub,
    kind,
    { userId, address: user.email, language: user.locale ?? user.default_locale },
    occasion,
    more,
  );
}

/** Tells an address, whoever's it is by now: the one that an account has just left. */
export async function tellAddress(
  tx: Writer,
  hub: Deps,
  kind: NoticeKind,
  to: { readonly userId: string | null; readonly address: string; readonly language: string | null },
  occasion: Occasion | undefined,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const language = to.language ?? occasion?.language ?? "en";
  await queueNotice(
    tx,
    hub,
    kind,
    { ...to, language },
    {
      at: String(seconds(hub.clock)),
      ...(occasion ? { from: occasion.address, userAgent: occasion.userAgent.slice(0, 300) } : {}),
      ...more,
    },
  );
}
