/**
 * What an organization lets clients do that nobody has set up by hand: whether they may register (RFC 7591, 3), with an
 * initial access token or without, whose documents describe them, and which resources they may name. Closed unless somebody
 * opens it: a stranger's application that asks people for their account is an invitation to fraud.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import { newBearer, openedBy } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { FIRST_ORGANIZATION } from "../organizations/store.ts";

export const REGISTRATION_MODES = ["closed", "token", "open"] as const;
export type RegistrationMode = (typeof REGISTRATION_MODES)[number];

export interface RegistrationPolicy {
  /** `closed` registers nobody, `token` whoever has an initial access token, `open` everybody. */
  readonly mode: RegistrationMode;
  /** Resource indicators (RFC 8707) that such clients may name; `*` stands for any. */
  readonly resources: readonly string[];
  /** Hosts (with their port, where it is not 443) whose documents describe clients; `*` stands for any, none for off. */
  readonly metadataHosts: readonly string[];
  /** Days after which a client that registered and was never of use is removed; of those that register from now on. */
  readonly unusedDays: number;
  /** How many such there may be at once, before whoever has no token can register no more. */
  readonly mostUnused: number;
}

/** A policy as it is to be; what is left out of the last two stays. */
export type RegistrationPolicyWish = Pick<RegistrationPolicy, "mode" | "resources" | "metadataHosts"> &
  Partial<RegistrationPolicy>;

export const UNUSED_LIMITS = {
  days: { least: 1, most: 3650, usual: 30 },
  count: { least: 1, most: 100_000, usual: 1000 },
} as const;

const CLOSED: RegistrationPolicy = {
  mode: "closed",
  resources: [],
  metadataHosts: [],
  unusedDays: UNUSED_LIMITS.days.usual,
  mostUnused: UNUSED_LIMITS.count.usual,
};

const byName = statement<{ name: string }>()((db, p) =>
  db
    .selectFrom("organizations")
    .leftJoin("registration_policies", "registration_policies.organization_id", "organizations.id")
    .select([
      "organizations.id",
      "registration_policies.mode",
      "registration_policies.resources",
      "registration_policies.metadata_hosts",
      "registration_policies.unused_days",
      "registration_policies.most_unused",
    ])
    .where("organizations.name", "=", p("name"))
    .where("organizations.disabled_at", "is", null),
);

export interface OrganizationPolicy extends RegistrationPolicy {
  /** `null` before anything is set up. */
  readonly organizationId: string | null;
}

/** The policy of the organization that clients register in. */
export async function readRegistrationPolicy(reader: Reader): Promise<OrganizationPolicy> {
  const row = await reader.first(byName, { name: FIRST_ORGANIZATION });
  if (!row) return { ...CLOSED, organizationId: null };
  if (row.mode === null) return { ...CLOSED, organizationId: row.id };
  return {
    organizationId: row.id,
    mode: row.mode,
    resources: JSON.parse(row.resources ?? "[]") as string[],
    metadataHosts: JSON.parse(row.metadata_hosts ?? "[]") as string[],
    unusedDays: row.unused_days ?? UNUSED_LIMITS.days.usual,
    mostUnused: row.most_unused ?? UNUSED_LIMITS.count.usual,
  };
}

/** Seconds for which a policy that was read is believed where no decision hangs on it: discovery. */
const REMEMBERED_SECONDS = 5;
const remembered = new WeakMap<Hub["db"], { readonly policy: OrganizationPolicy; readonly at: number }>();

/** The policy as it was at most a few seconds ago; for what only tells of it. */
export async function recentRegistrationPolicy(hub: Pick<Hub, "db" | "clock">): Promise<OrganizationPolicy> {
  const now = seconds(hub.clock);
  const known = remembered.get(hub.db);
  if (known && Math.abs(now - known.at) < REMEMBERED_SECONDS) return known.policy;
  const policy = await readRegistrationPolicy(hub.db);
  remembered.set(hub.db, { policy, at: now });
  return policy;
}

const HOST = /^(?:\*|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?)$/;
const isHost = (text: string): boolean => text.length <= 260 && HOST.test(text);
const isResource = (text: string): boolean =>
  text === "*" || (text.length <= 500 && /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(text) && !text.includes("#"));

const isWithin = (number: number, { least, most }: { readonly least: number; readonly most: number }): boolean =>
  Number.isInteger(number) && number >= least && number <= most;

/** @throws Refusal `field_invalid` with `fields` by the policy's names */
function checkRegistrationPolicy({ resources, metadataHosts, ...numbers }: RegistrationPolicyWish): void {
  const fields: Record<string, "invalid" | "invalid_url" | "out_of_range"> = {};
  if (resources.length > 50 || !resources.every(isResource)) fields["resources"] = "invalid_url";
  if (metadataHosts.length > 200 || !metadataHosts.every(isHost)) fields["metadataHosts"] = "invalid";
  const { days, count } = UNUSED_LIMITS;
  if (!isWithin(numbers.unusedDays ?? days.usual, days)) fields["unusedDays"] = "out_of_range";
  if (!isWithin(numbers.mostUnused ?? count.usual, count)) fields["mostUnused"] = "out_of_range";
  if (Object.keys(fields).length > 0) throw new Refusal("field_invalid", undefined, { fields });
}

/** @throws Refusal `field_invalid` */
export async function setRegistrationPolicy(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock" | "db">,
  actor: Actor,
  organizationId: string,
  policy: RegistrationPolicyWish,
): Promise<void> {
  checkRegistrationPolicy(policy);
  const row = {
    mode: policy.mode,
    resources: JSON.stringify(policy.resources),
    metadata_hosts: JSON.stringify(policy.metadataHosts),
    ...(policy.unusedDays === undefined ? {} : { unused_days: policy.unusedDays }),
    ...(policy.mostUnused === undefined ? {} : { most_unused: policy.mostUnused }),
    updated_at: seconds(hub.clock),
  };
  await tx.query
    .insertInto("registration_policies")
    .values({ organization_id: organizationId, ...row })
    .onConflict((conflict) => conflict.column("organization_id").doUpdateSet(row))
    .execute();
  remembered.delete(hub.db);
  await recordEvent(tx, hub, {
    action: "registration.policy-changed",
    actorId: actor.userId,
    subject: { kind: "organization", id: organizationId },
    occasion: actor.occasion,
    detail: {
      mode: policy.mode,
      resources: policy.resources.join(" "),
      metadata_hosts: policy.metadataHosts.join(" "),
      ...(policy.unusedDays === undefined ? {} : { unused_days: policy.unusedDays }),
      ...(policy.mostUnused === undefined ? {} : { most_unused: policy.mostUnused }),
    },
  });
}

/** What an initial access token may be: uses, and seconds from now. */
export const TOKEN_LIMITS = { uses: { usual: 1, most: 10_000 }, seconds: { usual: 86_400, most: 31_536_000 } } as const;

export interface RegistrationToken {
  readonly id: number;
  readonly name: string;
  readonly uses: number;
  readonly mostUses: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface RegistrationTokenWish {
  /** What it is for, to be told apart in lists. */
  readonly name: string;
  readonly mostUses: number;
  /** Seconds from now. */
  readonly lives: number;
}

/** Makes an initial access token. @returns its value, to be shown once. @throws Refusal `field_invalid` */
export async function createRegistrationToken(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock">,
  actor: Actor,
  organizationId: string,
  { name, mostUses, lives }: RegistrationTokenWish,
): Promise<string> {
  const fields: Record<string, "required" | "too_long" | "out_of_range"> = {};
  const label = name.trim();
  if (label === "") fields["name"] = "required";
  if (label.length > 100) fields["name"] = "too_long";
  if (!Number.isInteger(mostUses) || mostUses < 1 || mostUses > TOKEN_LIMITS.uses.most) fields["uses"] = "out_of_range";
  if (!Number.isInteger(lives) || lives < 60 || lives > TOKEN_LIMITS.seconds.most) fields["lives"] = "out_of_range";
  if (Object.keys(fields).length > 0) throw new Refusal("field_invalid", undefined, { fields });
  const now = seconds(hub.clock);
  const { id, value, hash } = newBearer(hub.ids());
  await tx.query
    .insertInto("registration_tokens")
    .values({
      id,
      value_hash: hash,
      organization_id: organizationId,
      name: label,
      most_uses: mostUses,
      uses: 0,
      created_at: now,
      expires_at: now + lives,
    })
    .execute();
  await recordEvent(tx, hub, {
    action: "registration.token-created",
    actorId: actor.userId,
    subject: { kind: "registration-token", id: String(id) },
    occasion: actor.occasion,
    detail: { name: label, uses: mostUses, seconds: lives },
  });
  return value;
}

export async function listRegistrationTokens(reader: Reader, organizationId: string): Promise<RegistrationToken[]> {
  const rows = await reader.query
    .selectFrom("registration_tokens")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .orderBy("id", "desc")
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    uses: row.uses,
    mostUses: row.most_uses,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

/** @throws Refusal `not_found` */
export async function removeRegistrationToken(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock">,
  actor: Actor,
  organizationId: string,
  id: number,
): Promise<void> {
  const { numDeletedRows } = await tx.query
    .deleteFrom("registration_tokens")
    .where("id", "=", id)
    .where("organization_id", "=", organizationId)
    .executeTakeFirst();
  if (numDeletedRows !== 1n) throw new Refusal("not_found");
  await recordEvent(tx, hub, {
    action: "registration.token-removed",
    actorId: actor.userId,
    subject: { kind: "registration-token", id: String(id) },
    occasion: actor.occasion,
  });
}

const tokenById = statement<{ id: number }>()((db, p) =>
  db.selectFrom("registration_tokens").select(["id", "value_hash", "organization_id"]).where("id", "=", p("id")),
);
const spend = statement<{ id: number; now: number }>()((db, p) =>
  db
    .updateTable("registration_tokens")
    .set((is) => ({ uses: is("uses", "+", 1) }))
    .where("id", "=", p("id"))
    .whereRef("uses", "<", "most_uses")
    .where("expires_at", ">", p("now")),
);

export interface ProvenRegistrationToken {
  readonly id: number;
  readonly organizationId: string;
}

/** The token that a value is genuinely the one of; whether it has a use left is told by spending it. */
export async function findRegistrationToken(
  reader: Reader,
  value: string,
): Promise<ProvenRegistrationToken | undefined> {
  const row = await openedBy(value, (id) => reader.first(tokenById, { id }));
  return row && { id: row.id, organizationId: row.organization_id };
}

/** Spends one use, in the transaction of what it buys. @returns whether there was one left, in time. */
export const spendRegistrationToken = async (tx: Writer, id: number, now: number): Promise<boolean> =>
  (await tx.run(spend, { id, now })) === 1;
