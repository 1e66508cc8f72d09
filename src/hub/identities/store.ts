/**
 * identities: who a person is at an upstream provider, keyed by (provider row, issuer, immutable subject). A row is made
 * only by a completed round trip to the provider; no API takes one, and its user never changes. An e-mail address never
 * finds an account here.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import type { Profile } from "../../providers/provider.ts";
import type { Hub } from "../hub.ts";
import { keptProviders } from "../providers/rules.ts";
import { dropLinkProofs } from "./link-proof.ts";
import { endLinking } from "./upstream-state.ts";

export interface Identity {
  readonly id: string;
  readonly userId: string;
  readonly providerId: string;
  readonly issuer: string;
  readonly subject: string;
  readonly username: string | null;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly picture: string | null;
  readonly createdAt: number;
  readonly lastUsedAt: number;
}

const readIdentity = (row: Selectable<Schema["identities"]>): Identity => ({
  id: row.id,
  userId: row.user_id,
  providerId: row.provider_id,
  issuer: row.issuer,
  subject: row.subject,
  username: row.username,
  displayName: row.display_name,
  email: row.email,
  emailVerified: row.email_verified === 1,
  picture: row.picture,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

const bySubject = statement<{ providerId: string; issuer: string; subject: string }>()((db, p) =>
  db
    .selectFrom("identities")
    .selectAll()
    .where("provider_id", "=", p("providerId"))
    .where("issuer", "=", p("issuer"))
    .where("subject", "=", p("subject")),
);

export async function findIdentity(
  reader: Reader,
  providerId: string,
  profile: Profile,
): Promise<Identity | undefined> {
  const row = await reader.first(bySubject, { providerId, issuer: profile.issuer, subject: profile.sub });
  return row && readIdentity(row);
}

export async function listIdentities(reader: Reader, userId: string): Promise<Identity[]> {
  const rows = await reader.query
    .selectFrom("identities")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .execute();
  return rows.map(readIdentity);
}

const described = (profile: Profile, now: number) => ({
  username: profile.preferred_username ?? null,
  display_name: profile.name ?? null,
  email: profile.email ?? null,
  email_verified: profile.email_verified ? (1 as const) : (0 as const),
  picture: profile.picture ?? null,
  last_used_at: now,
});

/**
 * Links an identity to a user.
 * @throws Refusal `identity_linked_elsewhere` when it belongs to somebody already, the same user included
 */
export async function linkIdentity(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  providerId: string,
  profile: Profile,
): Promise<Identity> {
  const now = seconds(hub.clock);
  const row = {
    id: newUuid(),
    user_id: userId,
    provider_id: providerId,
    issuer: profile.issuer,
    subject: profile.sub,
    ...described(profile, now),
    sealed_tokens: null,
    created_at: now,
  };
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("identities")
    .values(row)
    .onConflict((conflict) => conflict.columns(["provider_id", "issuer", "subject"]).doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new Refusal("identity_linked_elsewhere");
  return readIdentity(row);
}

const refresh = statement<ReturnType<typeof described> & { id: string }>()((db, p) =>
  db
    .updateTable("identities")
    .set({
      username: p("username"),
      display_name: p("display_name"),
      email: p("email"),
      email_verified: p("email_verified"),
      picture: p("picture"),
      last_used_at: p("last_used_at"),
    })
    .where("id", "=", p("id")),
);

/**
 * Notes that an identity was used, and what the provider says of the person today. Called in the transaction of the sign-in that
 * it opens, so that one which is taken back at this moment opens nothing.
 * @throws Refusal `flow_expired` for one that is not there any more
 */
export async function refreshIdentity(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  id: string,
  profile: Profile,
): Promise<void> {
  if ((await tx.run(refresh, { ...described(profile, seconds(hub.clock)), id })) !== 1)
    throw new Refusal("flow_expired");
}

/** Takes every link of an account away, whoever needs them, where it turns out to be somebody else's than who made them. @returns how many */
export async function dropIdentities(tx: Writer, hub: Pick<Hub, "clock">, userId: string): Promise<number> {
  const { numDeletedRows } = await tx.query.deleteFrom("identities").where("user_id", "=", userId).executeTakeFirst();
  await endLinking(tx, hub, userId, "all");
  await dropLinkProofs(tx, userId);
  return Number(numDeletedRows);
}

/** A link that was taken back, and the registration that it was made by. */
export interface Unlinked {
  readonly identity: Identity;
  readonly provider: { readonly slug: string; readonly displayName: string };
}

/**
 * Takes a link back, unless it is the person's last way in, or an application needs it; a link to a provider that is switched
 * off is no way in. Linkings that are under way end with it.
 * @throws Refusal `not_found`, `identity_last`, `identity_kept`
 */
export async function unlinkIdentity(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  identityId: string,
): Promise<Unlinked> {
  // The user's row is locked first, so that two unlinks at once can't each believe that the other link remains.
  const user = await tx.query
    .updateTable("users")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", userId)
    .returning(["password_hash"])
    .executeTakeFirst();
  const row = await tx.query
    .selectFrom("identities")
    .innerJoin("providers", "providers.id", "identities.provider_id")
    .selectAll("identities")
    .select(["providers.slug", "providers.display_name as provider_name"])
    .where("identities.id", "=", identityId)
    .where("identities.user_id", "=", userId)
    .executeTakeFirst();
  if (!user || !row) throw new Refusal("not_found");
  if ((await keptProviders(tx)).has(row.provider_id)) throw new Refusal("identity_kept");
  const other = await tx.query
    .selectFrom("identities")
    .innerJoin("providers", "providers.id", "identities.provider_id")
    .select("identities.id")
    .where("identities.user_id", "=", userId)
    .where("identities.id", "!=", identityId)
    .where("providers.disabled_at", "is", null)
    .executeTakeFirst();
  const passkey = await tx.query.selectFrom("passkeys").select("id").where("user_id", "=", userId).executeTakeFirst();
  if (!other && !passkey && user.password_hash === null) throw new Refusal("identity_last");
  await tx.query.deleteFrom("identities").where("id", "=", identityId).execute();
  await endLinking(tx, hub, userId, "all");
  await dropLinkProofs(tx, userId);
  return { identity: readIdentity(row), provider: { slug: row.slug, displayName: row.provider_name } };
}
