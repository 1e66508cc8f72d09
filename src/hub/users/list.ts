/**
 * The list of people: searched, filtered, in one of a few orders, a page at a time. It stays quick whatever is asked of a
 * million people: where a filter leaves few of them, those are found by its own index and put in order; where it leaves
 * many, the list is walked in its order and ends soon (`db/paging.ts`).
 */
import { type ExpressionBuilder, type ExpressionWrapper, type SqlBool, sql } from "kysely";
import type { Reader } from "../../db/database.ts";
import { type Page, WALKED, walkPage } from "../../db/paging.ts";
import type { Schema } from "../../db/schema.ts";
import { wordRange } from "../../lib/search-words.ts";
import { readUser, type User } from "./store.ts";

/** Orders, each by an index of its own: usernames upwards, times from the latest on. */
const ORDERS = {
  name: { column: "name_key", descending: false },
  created: { column: "created_at", descending: true },
  "last-sign-in": { column: "last_sign_in_at", descending: true },
} as const;
export type UserOrder = keyof typeof ORDERS;
export const USER_ORDERS = Object.keys(ORDERS) as readonly UserOrder[];

export interface UserFilter {
  /** The beginning of any word of a username, a name or an address, or exactly an id. */
  readonly search?: string | undefined;
  readonly organizationId?: string | undefined;
  /** Whether the account is switched on. */
  readonly enabled?: boolean | undefined;
  readonly administrator?: boolean | undefined;
  /** The row of a provider that they are linked to. */
  readonly providerId?: string | undefined;
  /** Whether they have an authenticator or a passkey. */
  readonly secondFactor?: boolean | undefined;
}

export interface UserQuery extends UserFilter {
  readonly order?: UserOrder | undefined;
  /** Cursors that a page has given; anything else stands for the beginning. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly size?: number;
}

export interface UserPage {
  readonly users: readonly User[];
  /** Give it back as `after` to get the next page; `null` at the end. */
  readonly next: string | null;
  /** Give it back as `before` to get the page before; `null` at the beginning. */
  readonly previous: string | null;
}

/** As many people as are found by a filter's own index; where there are more, the list is walked. */
const FEW = 1000;

interface Edge {
  readonly key: string | number;
  readonly id: string;
}

type Builder = ExpressionBuilder<Schema, "users">;
type Condition = ExpressionWrapper<Schema, "users", SqlBool>;

/** The ids of those that a filter leaves, no more than `most`, by an index of its own. */
type Probe = (reader: Reader, most: number) => Promise<readonly string[]>;

interface Narrowing {
  holds(is: Builder): Condition;
  /** Left out where there is no such index. */
  readonly probe?: Probe;
}

const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

function bySearch(search: string): Narrowing | null {
  const range = wordRange(search);
  if (range === null) return null;
  const { low, high } = range;
  const id = search.trim();
  return {
    holds: (is) =>
      is.or([
        is("users.id", "=", id),
        is.exists(
          is
            .selectFrom("user_words")
            .select("user_words.user_id")
            .whereRef("user_words.user_id", "=", "users.id")
            .where("user_words.word", ">=", low)
            .where("user_words.word", "<", high),
        ),
      ]),
    async probe(reader, most) {
      // A person may be found by several words; the bound counts words, so that it is one range of the index.
      const words = await reader.query
        .selectFrom("user_words")
        .select("user_id as id")
        .where("word", ">=", low)
        .where("word", "<", high)
        .orderBy("word")
        .limit(most)
        .execute();
      return words.length === most ? idsOf(words) : [...new Set([...idsOf(words), id])];
    },
  };
}

const byOrganization = (organizationId: string): Narrowing => ({
  holds: (is) => is("users.organization_id", "=", organizationId),
  probe: async (reader, most) =>
    idsOf(
      await reader.query
        .selectFrom("users")
        .select("id")
        .where("organization_id", "=", organizationId)
        .orderBy("id")
        .limit(most)
        .execute(),
    ),
});

// Written out, as in the indexes that answer them.
const IS_DISABLED = sql<boolean>`disabled_at is not null`;
const IS_ADMINISTRATOR = sql<boolean>`is_admin = 1`;

const byIndex =
  (condition: typeof IS_DISABLED): Probe =>
  async (reader, most) =>
    idsOf(await reader.query.selectFrom("users").select("id").where(condition).orderBy("id").limit(most).execute());

const byEnabled = (enabled: boolean): Narrowing =>
  enabled
    ? { holds: (is) => is("users.disabled_at", "is", null) }
    : { holds: (is) => is("users.disabled_at", "is not", null), probe: byIndex(IS_DISABLED) };

const byAdministrator = (administrator: boolean): Narrowing =>
  administrator
    ? { holds: (is) => is("users.is_admin", "=", 1), probe: byIndex(IS_ADMINISTRATOR) }
    : { holds: (is) => is("users.is_admin", "=", 0) };

const byProvider = (providerId: string): Narrowing => ({
  holds: (is) =>
    is.exists(
      is
        .selectFrom("identities")
        .select("identities.user_id")
        .whereRef("identities.user_id", "=", "users.id")
        .where("identities.provider_id", "=", providerId),
    ),
  async probe(reader, most) {
    const links = await reader.query
      .selectFrom("identities")
      .select("user_id as id")
      .where("provider_id", "=", providerId)
      .limit(most)
      .execute();
    return links.length === most ? idsOf(links) : [...new Set(idsOf(links))];
  },
});

function bySecondFactor(has: boolean): Narrowing {
  const any = (is: Builder) =>
    is.or([
      is.exists(
        is.selectFrom("totp_secrets").select("totp_secrets.user_id").whereRef("totp_secrets.user_id", "=", "users.id"),
      ),
      is.exists(is.selectFrom("passkeys").select("passkeys.user_id").whereRef("passkeys.user_id", "=", "users.id")),
    ]);
  return { holds: (is) => (has ? any(is) : is.and([is.not(any(is))])) };
}

function narrowingsOf(filter: UserFilter): Narrowing[] {
  const { search, organizationId, enabled, administrator, providerId, secondFactor } = filter;
  const found = search === undefined ? null : bySearch(search);
  return [
    ...(found ? [found] : []),
    ...(administrator === undefined ? [] : [byAdministrator(administrator)]),
    ...(enabled === undefined ? [] : [byEnabled(enabled)]),
    ...(providerId === undefined ? [] : [byProvider(providerId)]),
    ...(organizationId === undefined ? [] : [byOrganization(organizationId)]),
    ...(secondFactor === undefined ? [] : [bySecondFactor(secondFactor)]),
  ];
}

/** Everybody that the first filter leaves that leaves few; `null` where none does. */
async function fewOf(reader: Reader, narrowings: readonly Narrowing[]): Promise<readonly string[] | null> {
  for (const { probe } of narrowings) {
    const ids = await probe?.(reader, FEW + 1);
    if (ids !== undefined && ids.length <= FEW) return ids;
  }
  return null;
}

const encode = (order: UserOrder, { key, id }: Edge): string =>
  Buffer.from(JSON.stringify([order, key, id])).toString("base64url");

/** An edge of this order; `undefined` for what is none. */
function decode(order: UserOrder, cursor: string | undefined): Edge | undefined {
  if (cursor === undefined || cursor.length > 500) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
  const [name, key, id] = Array.isArray(parsed) ? (parsed as unknown[]) : [];
  const keyFits = order === "name" ? isText(key) : Number.isSafeInteger(key);
  return name === order && keyFits && isText(id) ? { key: key as string | number, id } : undefined;
}

/** Whether a cursor is one of this order. */
export const isUserCursor = (order: UserOrder, cursor: string): boolean => decode(order, cursor) !== undefined;

/** PostgreSQL takes no NUL. */
const isText = (value: unknown): value is string => typeof value === "string" && !value.includes("\u0000");

const edgeOf = (order: UserOrder, user: User): Edge =>
  order === "name"
    ? { key: user.nameKey, id: user.id }
    : { key: order === "created" ? user.createdAt : user.lastSignInAt, id: user.id };

/** People, `size` at a time (50). */
export async function listUsers(reader: Reader, query: UserQuery = {}): Promise<UserPage> {
  const { order = "name", after, before, size = 50 } = query;
  const { column, descending } = ORDERS[order];
  const narrowings = narrowingsOf(query);
  const few = await fewOf(reader, narrowings);
  if (few?.length === 0) return { users: [], next: null, previous: null };
  const place = sql`(${sql.ref(`users.${column}`)}, users.id)`;
  const beyond = ({ key, id }: Edge, backwards: boolean) =>
    sql<boolean>`${place} ${sql.raw(descending === backwards ? ">" : "<")} (${key}, ${id})`;
  const notBeyond = ({ key, id }: Edge, backwards: boolean) =>
    sql<boolean>`${place} ${sql.raw(descending === backwards ? "<=" : ">=")} (${key}, ${id})`;
  const inOrder = (backwards: boolean) => (descending === backwards ? "asc" : "desc");
  const edge = decode(order, before ?? after);

  const page: Page<User, Edge> = await walkPage<User, Edge>({
    size,
    edge,
    backwards: before !== undefined && edge !== undefined,
    edgeOf: (user) => edgeOf(order, user),
    async horizon(from, backwards) {
      if (few !== null || narrowings.length === 0) return undefined;
      let walked = reader.query
        .selectFrom("users")
        .select([`users.${column} as key`, "users.id"])
        .orderBy(`users.${column}`, inOrder(backwards))
        .orderBy("users.id", inOrder(backwards))
        .offset(WALKED - 1)
        .limit(1);
      if (from !== undefined) walked = walked.where(beyond(from, backwards));
      return walked.executeTakeFirst();
    },
    async find(from, horizon, backwards, most) {
      let rows = reader.query
        .selectFrom("users")
        .selectAll()
        .orderBy(`users.${column}`, inOrder(backwards))
        .orderBy("users.id", inOrder(backwards))
        .limit(most);
      for (const { holds } of narrowings) rows = rows.where(holds);
      if (few !== null) rows = rows.where("users.id", "in", few);
      if (from !== undefined) rows = rows.where(beyond(from, backwards));
      if (horizon !== undefined) rows = rows.where(notBeyond(horizon, backwards));
      return (await rows.execute()).map(readUser);
    },
  });
  return {
    users: page.rows,
    next: page.next && encode(order, page.next),
    previous: page.previous && encode(order, page.previous),
  };
}
