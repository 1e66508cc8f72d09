/** Who somebody is at platforms, as the accounts see it. Making one is the sign-in's work (`files/sso`). */
import type { Reader, Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import type { User } from "./user.ts";
import { demandOtherWay } from "./ways-in.ts";

/** AList's `sso_id` of each of these people: the subject of the identity that was linked first; left out, none. */
export async function ssoIds(reader: Reader, userIds: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await reader.query
    .selectFrom("files_identities")
    .select(["user_id", "subject"])
    .where("user_id", "in", userIds)
    .orderBy("id", "desc")
    .execute();
  return new Map(rows.map((row) => [row.user_id, row.subject]));
}

async function isOwn(reader: Reader, userId: number, subject: string): Promise<boolean> {
  const all = await reader.query
    .selectFrom("files_identities")
    .select("subject")
    .where("user_id", "=", userId)
    .execute();
  return all.some((identity) => identity.subject === subject);
}

/**
 * What an `sso_id` that was sent asks for: one of the person's own changes nothing (AList's pages send what was just linked), the empty
 * one unlinks everything. Another one would link without a proof, and is refused; linking happens at the platform.
 * @throws Refusal `field_invalid`, `identity_last`
 */
export async function applySsoId(tx: Writer, user: User, sent: string): Promise<void> {
  const present = (await ssoIds(tx, [user.id])).get(user.id) ?? "";
  if (sent === present) return;
  if (sent !== "" && (await isOwn(tx, user.id, sent))) return;
  if (sent !== "") throw new Refusal("field_invalid", "sso_id can only be set by signing in at the platform");
  await demandOtherWay(tx, user, { identities: "all" });
  await tx.query.deleteFrom("files_identities").where("user_id", "=", user.id).execute();
}
