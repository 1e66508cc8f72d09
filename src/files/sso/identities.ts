/** Who somebody is at a platform: (platform, issuer, subject), which belongs to one account at most. */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Profile } from "../../providers/provider.ts";
import type { Files } from "../files.ts";
import type { Origin } from "../sessions/store.ts";
import { demandOtherWay } from "../users/ways-in.ts";

export type Identity = Selectable<Schema["files_identities"]>;
export type IdentityKey = Pick<Origin, "platform" | "issuer" | "subject">;

export const findIdentity = (
  reader: Reader,
  { platform, issuer, subject }: IdentityKey,
): Promise<Identity | undefined> =>
  reader.query
    .selectFrom("files_identities")
    .selectAll()
    .where("platform", "=", platform)
    .where("issuer", "=", issuer)
    .where("subject", "=", subject)
    .executeTakeFirst();

/** How the platform calls the person: shown, never compared. */
const labelOf = ({ sub, name, preferred_username }: Profile): string =>
  (name ?? preferred_username ?? sub).slice(0, 200);

/** @returns whether it was nobody's, and is this person's now. */
export async function addIdentity(
  tx: Writer,
  files: Pick<Files, "ids" | "clock">,
  userId: number,
  key: IdentityKey,
  profile: Profile,
): Promise<boolean> {
  const now = seconds(files.clock);
  const { platform, issuer, subject } = key;
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("files_identities")
    .values({
      id: files.ids(),
      user_id: userId,
      platform,
      issuer,
      subject,
      label: labelOf(profile),
      created_at: now,
      last_used_at: now,
    })
    .onConflict((conflict) => conflict.columns(["platform", "issuer", "subject"]).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export async function touchIdentity(tx: Writer, files: Pick<Files, "clock">, { id }: Identity): Promise<void> {
  await tx.query
    .updateTable("files_identities")
    .set({ last_used_at: seconds(files.clock) })
    .where("id", "=", id)
    .execute();
}

/** Links an identity to somebody who has proven both. @throws Refusal `identity_linked_elsewhere` */
export async function linkIdentity(
  tx: Writer,
  files: Pick<Files, "ids" | "clock">,
  userId: number,
  key: IdentityKey,
  profile: Profile,
): Promise<void> {
  if (await addIdentity(tx, files, userId, key, profile)) return;
  const known = await findIdentity(tx, key);
  if (known?.user_id !== userId) throw new Refusal("identity_linked_elsewhere");
  await touchIdentity(tx, files, known);
}

/** A person's identities, the first linked first. */
export const listIdentities = (reader: Reader, userId: number): Promise<readonly Identity[]> =>
  reader.query.selectFrom("files_identities").selectAll().where("user_id", "=", userId).orderBy("id").execute();

/**
 * Unlinks one; whoever is signed in stays so.
 * @throws Refusal `not_found`; `identity_last` where there would be no way in any more
 */
export async function unlinkIdentity(tx: Writer, { id: userId }: { readonly id: number }, id: number): Promise<void> {
  const all = await listIdentities(tx, userId);
  if (!all.some((identity) => identity.id === id)) throw new Refusal("not_found");
  await demandOtherWay(tx, { id: userId }, { identity: id });
  await tx.query.deleteFrom("files_identities").where("id", "=", id).execute();
}
