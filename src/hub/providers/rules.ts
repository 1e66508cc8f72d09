/**
 * What an application allows of each provider: whether its people may sign in with it, whether unknown ones get an account
 * by it, whether a link made by it may be taken back, and whether people without such a link are asked for one. Where nothing
 * is said, everything that the registration itself allows is allowed.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";

export interface ProviderRule {
  readonly canSignIn: boolean;
  readonly canSignUp: boolean;
  readonly canUnlink: boolean;
  readonly prompted: boolean;
}

export const USUAL_RULE: ProviderRule = { canSignIn: true, canSignUp: true, canUnlink: true, prompted: false };

const readRule = (row: Selectable<Schema["client_providers"]>): ProviderRule => ({
  canSignIn: row.can_sign_in === 1,
  canSignUp: row.can_sign_up === 1,
  canUnlink: row.can_unlink === 1,
  prompted: row.prompted === 1,
});

const ofClient = statement<{ clientId: string }>()((db, p) =>
  db.selectFrom("client_providers").selectAll().where("client_id", "=", p("clientId")),
);

/** The rules of one application by provider row; whoever signs in to the hub itself has none. */
export async function rulesOfClient(
  reader: Reader,
  clientRowId: string | null,
): Promise<(providerId: string) => ProviderRule> {
  if (clientRowId === null) return () => USUAL_RULE;
  const rules = new Map(
    (await reader.all(ofClient, { clientId: clientRowId })).map((row) => [row.provider_id, readRule(row)]),
  );
  return (providerId) => rules.get(providerId) ?? USUAL_RULE;
}

/** An application with its rule for one provider. */
export interface ClientRule {
  readonly clientRowId: string;
  readonly clientName: string;
  readonly rule: ProviderRule;
}

/** Every application's rule for one provider, by name. */
export async function rulesOfProvider(reader: Reader, providerId: string): Promise<ClientRule[]> {
  const rows = await reader.query
    .selectFrom("client_providers")
    .selectAll()
    .where("provider_id", "=", providerId)
    .execute();
  const rules = new Map(rows.map((row) => [row.client_id, readRule(row)]));
  const clients = await reader.query.selectFrom("clients").select(["id", "name"]).orderBy("name").limit(1000).execute();
  return clients.map(({ id, name }) => ({ clientRowId: id, clientName: name, rule: rules.get(id) ?? USUAL_RULE }));
}

const flag = (on: boolean) => (on ? (1 as const) : (0 as const));

/** A rule as the API, the command line and the audit log say it. */
export const shownRule = ({ canSignIn, canSignUp, canUnlink, prompted }: ProviderRule) => ({
  sign_in: canSignIn,
  sign_up: canSignUp,
  unlink: canUnlink,
  prompted,
});

const NAMES = Object.keys(USUAL_RULE) as (keyof ProviderRule)[];

export const isSameRule = (one: ProviderRule, other: ProviderRule): boolean =>
  NAMES.every((name) => one[name] === other[name]);

/** Replaces the rule of one application for one provider; a usual one needs no row. */
export async function saveRule(tx: Writer, clientRowId: string, providerId: string, rule: ProviderRule): Promise<void> {
  await tx.query
    .deleteFrom("client_providers")
    .where("client_id", "=", clientRowId)
    .where("provider_id", "=", providerId)
    .execute();
  if (isSameRule(rule, USUAL_RULE)) return;
  await tx.query
    .insertInto("client_providers")
    .values({
      client_id: clientRowId,
      provider_id: providerId,
      can_sign_in: flag(rule.canSignIn),
      can_sign_up: flag(rule.canSignUp),
      can_unlink: flag(rule.canUnlink),
      prompted: flag(rule.prompted),
    })
    .execute();
}

/** The providers whose links an application that is switched on says must stay. */
export async function keptProviders(reader: Reader): Promise<ReadonlySet<string>> {
  const rows = await reader.query
    .selectFrom("client_providers")
    .innerJoin("clients", "clients.id", "client_providers.client_id")
    .select("client_providers.provider_id")
    .where("client_providers.can_unlink", "=", 0)
    .where("clients.disabled_at", "is", null)
    .execute();
  return new Set(rows.map((row) => row.provider_id));
}

/** The providers for which an application that is switched on asks its people for a link. */
export async function promptedProviders(reader: Reader): Promise<ReadonlySet<string>> {
  const rows = await reader.query
    .selectFrom("client_providers")
    .innerJoin("clients", "clients.id", "client_providers.client_id")
    .select("client_providers.provider_id")
    .where("client_providers.prompted", "=", 1)
    .where("clients.disabled_at", "is", null)
    .execute();
  return new Set(rows.map((row) => row.provider_id));
}
