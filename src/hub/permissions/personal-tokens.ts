/**
 * Personal access tokens: bearer values by which a program calls the API for a person. A token is shown once and kept as a hash;
 * it has the scopes that were chosen for it and ends at a time that was chosen for it. Everything that its owner may not do
 * at the moment of the call, it may not do either. The prefix lets scanners of leaked secrets know it.
 */
import type { Selectable } from "kysely";
import type { Reader, Writer } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import { newBearer, openedBy } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { type FieldFault, fieldRefusal } from "../../lib/errors.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub, Occasion } from "../hub.ts";
import { readUser, type User } from "../users/store.ts";
import { API_SCOPE_NAMES, type ApiScope, isApiScope, scopesFor } from "./scopes.ts";

export const TOKEN_PREFIX = "adp_";
/** Days that a token may live. */
export const TOKEN_DAYS = [7, 30, 90, 365] as const;
/** Tokens that a person has at most; characters of a name. */
export const MOST_TOKENS = 50;
const LONGEST_NAME = 100;
const DAY = 86_400;
/** Seconds between two notes of a token's use. */
const NOTE_SECONDS = 300;

export interface PersonalToken {
  readonly id: number;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** Unix seconds, as all that follow. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly lastUsedAt: number | null;
}

type Row = Selectable<Schema["personal_tokens"]>;

const readToken = (row: Row): PersonalToken => {
  const given = JSON.parse(row.scopes) as string[];
  return {
    id: row.id,
    name: row.name,
    scopes: API_SCOPE_NAMES.filter((scope) => given.includes(scope)),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
};

/** A person's tokens that were not taken back, the latest first; those that have expired too. */
export async function listPersonalTokens(reader: Reader, userId: string): Promise<PersonalToken[]> {
  const rows = await reader.query
    .selectFrom("personal_tokens")
    .selectAll()
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .orderBy("id", "desc")
    .limit(MOST_TOKENS)
    .execute();
  return rows.map(readToken);
}

export interface PersonalTokenWish {
  readonly name: string;
  readonly scopes: readonly string[];
  /** One of `TOKEN_DAYS`. */
  readonly days: number;
}

/** @returns its value, to be shown once. @throws Refusal `field_invalid` with `fields`: `name`, `scopes`, `days` */
export async function createPersonalToken(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  user: Pick<User, "id" | "isAdmin">,
  wish: PersonalTokenWish,
  occasion: Occasion,
): Promise<string> {
  const fields: Record<string, FieldFault> = {};
  const name = wish.name.replace(/\s+/g, " ").trim();
  if (name === "") fields["name"] = "required";
  if ([...name].length > LONGEST_NAME) fields["name"] = "too_long";
  const allowed = scopesFor(user);
  const scopes = API_SCOPE_NAMES.filter((scope) => wish.scopes.includes(scope));
  if (wish.scopes.length === 0) fields["scopes"] = "required";
  if (!wish.scopes.every((scope) => isApiScope(scope) && allowed.includes(scope))) fields["scopes"] = "invalid_choice";
  if (!(TOKEN_DAYS as readonly number[]).includes(wish.days)) fields["days"] = "invalid_choice";
  if (Object.keys(fields).length > 0) throw fieldRefusal(fields);
  // Locks the person's row, so that many at once are counted one after the other.
  await tx.query
    .updateTable("users")
    .set((is) => ({ updated_at: is.ref("updated_at") }))
    .where("id", "=", user.id)
    .execute();
  if ((await listPersonalTokens(tx, user.id)).length >= MOST_TOKENS) throw fieldRefusal({ name: "out_of_range" });
  const now = seconds(hub.clock);
  const { id, value, hash } = newBearer(hub.ids());
  await tx.query
    .insertInto("personal_tokens")
    .values({
      id,
      value_hash: hash,
      user_id: user.id,
      name,
      scopes: JSON.stringify(scopes),
      created_at: now,
      expires_at: now + wish.days * DAY,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
  await recordEvent(tx, hub, {
    action: "personal-token.created",
    actorId: user.id,
    subject: { kind: "personal-token", id: String(id) },
    occasion,
    detail: { name, scopes: scopes.join(" "), days: wish.days },
  });
  return TOKEN_PREFIX + value;
}

/** Takes one of a person's own tokens back. @returns whether there was one */
export async function revokePersonalToken(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  userId: string,
  id: number,
  occasion: Occasion,
): Promise<boolean> {
  const { numUpdatedRows } = await tx.query
    .updateTable("personal_tokens")
    .set({ revoked_at: seconds(hub.clock) })
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await recordEvent(tx, hub, {
    action: "personal-token.revoked",
    actorId: userId,
    subject: { kind: "personal-token", id: String(id) },
    occasion,
  });
  return true;
}

/** Takes every token of a person back, where the account is switched off or gets a new password. @returns how many */
export async function revokePersonalTokensOf(tx: Writer, hub: Pick<Hub, "clock">, userId: string): Promise<number> {
  const { numUpdatedRows } = await tx.query
    .updateTable("personal_tokens")
    .set({ revoked_at: seconds(hub.clock) })
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const withUser = statement<{ id: number }>()((db, p) =>
  db
    .selectFrom("personal_tokens")
    .innerJoin("users", "users.id", "personal_tokens.user_id")
    .innerJoin("organizations", "organizations.id", "users.organization_id")
    .selectAll("users")
    .select([
      "personal_tokens.id as token_id",
      "personal_tokens.value_hash",
      "personal_tokens.scopes",
      "personal_tokens.expires_at",
      "personal_tokens.last_used_at",
    ])
    .where("personal_tokens.id", "=", p("id"))
    .where("personal_tokens.revoked_at", "is", null)
    .where("users.disabled_at", "is", null)
    .where("organizations.disabled_at", "is", null),
);

/** The living token of an enabled person, and whose it is; `null` for anything else. Its use is noted. */
export async function findPersonalToken(
  hub: Pick<Hub, "db" | "clock">,
  value: string,
): Promise<{ readonly user: User; readonly scopes: readonly ApiScope[] } | null> {
  if (!value.startsWith(TOKEN_PREFIX)) return null;
  const row = await openedBy(value.slice(TOKEN_PREFIX.length), (id) => hub.db.first(withUser, { id }));
  const now = seconds(hub.clock);
  if (!row || row.expires_at <= now) return null;
  if (row.last_used_at === null || row.last_used_at + NOTE_SECONDS <= now)
    await hub.db.write((tx) =>
      tx.query.updateTable("personal_tokens").set({ last_used_at: now }).where("id", "=", row.token_id).execute(),
    );
  const given = JSON.parse(row.scopes) as string[];
  return { user: readUser(row), scopes: API_SCOPE_NAMES.filter((scope) => given.includes(scope)) };
}
