/**
 * avatars: people's own pictures. Owns their table and the `picture` claim that follows from it. What is kept is what our own
 * encoder wrote (`lib/picture.ts`), in two sizes; never the bytes that came. An address is random, so that it tells nobody whose
 * picture it is, and stays the same when the picture changes: a hash in it tells caches which one it is.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { newUuid } from "../../lib/ids.ts";
import { readPicture } from "../../lib/picture.ts";
import { type Actor, recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { holdUser, updateUser } from "../users/store.ts";

/** Bytes of a file that somebody may bring. */
export const MOST_BYTES = 8 * 1024 * 1024;
/** Pixels of the longer side. */
const SIDES = { large: 256, small: 64 } as const;
export type AvatarSize = keyof typeof SIDES;

const PATH = "/avatars";
/** Characters of a SHA-256 that tell two pictures of one person apart. */
const HASH_LENGTH = 16;

/** A picture in its sizes, as it is kept. */
export interface AvatarFiles {
  readonly hash: string;
  /** Base64. */
  readonly large: string;
  readonly small: string;
}

/**
 * Reads a picture and writes it anew; takes as long as decoding takes, so never in a transaction.
 * @throws Refusal `field_invalid` for `picture`, `busy`
 */
export async function readAvatar(bytes: Uint8Array): Promise<AvatarFiles> {
  const large = await readPicture(bytes, { most: MOST_BYTES, side: SIDES.large });
  const small = await readPicture(large.bytes, { most: MOST_BYTES, side: SIDES.small });
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(large.bytes));
  return {
    hash: Buffer.from(digest).toString("base64url").slice(0, HASH_LENGTH),
    large: Buffer.from(large.bytes).toString("base64"),
    small: Buffer.from(small.bytes).toString("base64"),
  };
}

type Deps = Pick<Hub, "clock" | "ids" | "issuer">;

/** Makes it the person's picture, here and in the `picture` claim. @throws Refusal `not_found` for somebody who is gone since it was read */
export async function setAvatar(
  tx: Writer,
  hub: Deps,
  actor: Actor,
  userId: string,
  { hash, large, small }: AvatarFiles,
): Promise<void> {
  if ((await holdUser(tx, userId)) === undefined) throw new Refusal("not_found");
  const row = { id: newUuid(), user_id: userId, hash, large, small, created_at: seconds(hub.clock) };
  const { id } = await tx.query
    .insertInto("avatars")
    .values(row)
    .onConflict((conflict) =>
      conflict.column("user_id").doUpdateSet({ hash, large, small, created_at: row.created_at }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  await updateUser(tx, hub, userId, { picture: `${hub.issuer}${PATH}/${id}?v=${hash}` });
  await note(tx, hub, actor, userId);
}

/** Takes the picture away, and with it the claim; also one elsewhere that was imported. @returns whether there was one */
export async function removeAvatar(tx: Writer, hub: Deps, actor: Actor, userId: string): Promise<boolean> {
  await tx.query.deleteFrom("avatars").where("user_id", "=", userId).execute();
  const { numUpdatedRows } = await tx.query
    .updateTable("users")
    .set({ picture: null, updated_at: seconds(hub.clock) })
    .where("id", "=", userId)
    .where("picture", "is not", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await note(tx, hub, actor, userId);
  return true;
}

const note = (tx: Writer, hub: Deps, { userId: actorId, occasion }: Actor, userId: string): Promise<void> =>
  recordEvent(tx, hub, {
    action: "user.updated",
    actorId,
    subject: { kind: "user", id: userId },
    occasion,
    detail: { changed: "picture" },
  });

/** A kept picture. */
export interface Avatar {
  readonly hash: string;
  readonly bytes: Buffer;
}

export async function findAvatar(reader: Reader, id: string, size: AvatarSize): Promise<Avatar | undefined> {
  const row = await reader.query
    .selectFrom("avatars")
    .select(["hash", `${size} as text`])
    .where("id", "=", id)
    .executeTakeFirst();
  return row && { hash: row.hash, bytes: Buffer.from(row.text, "base64") };
}

/**
 * The own path of a person's picture, for our pages; `null` for one that is kept elsewhere, which no page of ours asks for.
 * @param picture As `users.picture` has it.
 */
export function avatarPath(
  { issuer }: Pick<Hub, "issuer">,
  picture: string | null,
  size: AvatarSize = "small",
): string | null {
  if (picture === null || !picture.startsWith(`${issuer}${PATH}/`)) return null;
  const [path = "", query = ""] = picture.slice(issuer.length).split("?");
  return `${path}${size === "small" ? "/small" : ""}?${query}`;
}

export const AVATAR_ROUTES = { large: `${PATH}/:id`, small: `${PATH}/:id/small` } as const satisfies Record<
  AvatarSize,
  string
>;
