/**
 * What an administrator does with registrations at sign-in providers, whether by the console, the command line or an API:
 * each is one function in the caller's transaction, with its row in the audit log. Secrets go in and never come out.
 */
import type { Writer } from "../../../db/database.ts";
import type { Provider } from "../../../providers/provider.ts";
import { type Actor, type AuditAction, type AuditEvent, recordEvent } from "../../audit/audit.ts";
import type { Hub } from "../../hub.ts";
import {
  isSameRule,
  type ProviderRule,
  rulesOfClient,
  rulesOfProvider,
  saveRule,
  shownRule,
  USUAL_RULE,
} from "../../providers/rules.ts";
import {
  createProvider,
  deleteProvider,
  findProviderRow,
  listProviders,
  type ProviderRow,
  type ProviderSettings,
  updateProvider,
} from "../../providers/store.ts";

type Deps = Pick<Hub, "clock" | "ids" | "vault">;

const note = (
  tx: Writer,
  hub: Deps,
  actor: Actor,
  action: AuditAction,
  row: ProviderRow,
  detail: AuditEvent["detail"],
) =>
  recordEvent(tx, hub, {
    action,
    actorId: actor.userId,
    subject: { kind: "provider", id: row.id },
    occasion: actor.occasion,
    detail: { slug: row.slug, ...detail },
  });

/** @throws Refusal `field_invalid` with `fields` as `checkProviderSettings` names them */
export async function addProvider(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  entry: Provider,
  wish: ProviderSettings,
): Promise<ProviderRow> {
  const row = await createProvider(tx, hub, entry, wish);
  await note(tx, hub, actor, "provider.created", row, {
    entry: entry.id,
    enabled: wish.enabled,
    sign_up: wish.allowSignUp,
    link_policy: row.linkPolicy,
    verified_email: row.verifiedEmail,
  });
  return row;
}

/** @throws Refusal `field_invalid`, `provider_unknown` */
export async function changeProvider(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  id: string,
  wish: ProviderSettings,
): Promise<void> {
  const row = await findProviderRow(tx, id);
  await updateProvider(tx, hub, id, wish);
  await note(tx, hub, actor, "provider.updated", row, {
    enabled: wish.enabled,
    sign_up: wish.allowSignUp,
    link_policy: wish.linkPolicy ?? row.linkPolicy,
    verified_email: wish.verifiedEmail ?? row.verifiedEmail,
    secret_replaced: Boolean(wish.clientSecret),
  });
}

/**
 * Changes what applications allow of a provider.
 * @returns how many rules were changed.
 * @throws Refusal `provider_unknown`
 */
export async function changeRules(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  id: string,
  wishes: ReadonlyMap<string, ProviderRule>,
): Promise<number> {
  const row = await findProviderRow(tx, id);
  let changed = 0;
  for (const { clientRowId, rule } of await rulesOfProvider(tx, id)) {
    const wish = wishes.get(clientRowId);
    if (wish && (await changeRule(tx, hub, actor, { row, clientRowId, rule, wish }))) changed += 1;
  }
  return changed;
}

/**
 * Replaces what one application allows of every provider: what is not wished for is as usual.
 * @param wishes By the provider's row.
 * @returns how many rules were changed.
 */
export async function replaceRules(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  clientRowId: string,
  wishes: ReadonlyMap<string, ProviderRule>,
): Promise<number> {
  const ruleOf = await rulesOfClient(tx, clientRowId);
  let changed = 0;
  for (const row of await listProviders(tx)) {
    const change = { row, clientRowId, rule: ruleOf(row.id), wish: wishes.get(row.id) ?? USUAL_RULE };
    if (await changeRule(tx, hub, actor, change)) changed += 1;
  }
  return changed;
}

interface RuleChange {
  readonly row: ProviderRow;
  readonly clientRowId: string;
  readonly rule: ProviderRule;
  readonly wish: ProviderRule;
}

/** @returns whether it is another one than before. */
async function changeRule(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  { row, clientRowId, rule, wish }: RuleChange,
): Promise<boolean> {
  if (isSameRule(wish, rule)) return false;
  await saveRule(tx, clientRowId, row.id, wish);
  await recordEvent(tx, hub, {
    action: "provider.updated",
    actorId: actor.userId,
    subject: { kind: "provider", id: row.id },
    clientId: clientRowId,
    occasion: actor.occasion,
    detail: { slug: row.slug, ...shownRule(wish) },
  });
  return true;
}

/** Removes a registration with every link made through it. @returns how many links went. @throws Refusal `provider_unknown` */
export async function removeProvider(tx: Writer, hub: Deps, actor: Actor, id: string): Promise<number> {
  const row = await findProviderRow(tx, id);
  const links = await deleteProvider(tx, id);
  await note(tx, hub, actor, "provider.deleted", row, { entry: row.entry.id, name: row.displayName, links });
  return links;
}
