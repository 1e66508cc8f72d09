/** The pages of lists of groups, of roles and of the people who have one: cursors are the keys of the rows at a page's edges. */
import type { Reader } from "../../db/database.ts";
import { type Cut, cutPage } from "../../db/paging.ts";
import { readUser, type User } from "../users/store.ts";
import { tagKey } from "./tags.ts";

export interface Cursor {
  /** What a page has given as `next` or `previous`; anything else stands for the beginning. */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly size?: number;
}

/** The key and the id of a row: keys hold no space. */
export interface Edge {
  readonly key: string;
  readonly id: string;
}

export interface Walk {
  readonly edge: Edge | undefined;
  readonly upwards: boolean;
  readonly size: number;
}

function readCursor({ after, before, size = 50 }: Cursor): Walk {
  const [, key, id] = /^([\w.:-]{1,100}) ([\w-]{1,100})$/.exec(before ?? after ?? "") ?? [];
  const edge = key === undefined || id === undefined ? undefined : { key, id };
  return { edge, upwards: before !== undefined && edge !== undefined, size };
}

/** A cursor of members begins with a time. */
export const readTimeCursor = (cursor: Cursor): Walk => {
  const walk = readCursor(cursor);
  return walk.edge === undefined || /^\d{1,15}$/.test(walk.edge.key)
    ? walk
    : { ...walk, edge: undefined, upwards: false };
};

export interface TagQuery extends Cursor {
  /** The beginning of a name. */
  readonly search?: string | undefined;
  readonly organizationId?: string | undefined;
}

export interface TagPage<Thing> {
  readonly rows: readonly Thing[];
  readonly next: string | null;
  readonly previous: string | null;
}

interface TagWalk {
  readonly edge: Edge | undefined;
  readonly upwards: boolean;
  /** For `like`; empty for every name. */
  readonly prefix: string;
  readonly most: number;
}

/** Names hold no `%`; what stands for any letter in a search is no letter of theirs but `_`, which then fits itself too. */
const prefixOf = (search: string): string => {
  const key = tagKey(search.trim());
  if (key === "") return "";
  return /^[a-z0-9._:-]{1,100}$/.test(key) ? `${key}%` : "\n";
};

export async function tagPage<Thing extends { readonly id: string; readonly name: string }>(
  query: TagQuery,
  find: (walk: TagWalk) => Promise<readonly Thing[]>,
): Promise<TagPage<Thing>> {
  const { edge, upwards, size } = readCursor(query);
  const found = await find({ edge, upwards, prefix: prefixOf(query.search ?? ""), most: size + 1 });
  const { rows, hasNext, hasPrevious } = cutPage(found, { size, upwards, hasEdge: edge !== undefined });
  const cursorOf = (thing: Thing | undefined) => thing && `${tagKey(thing.name)} ${thing.id}`;
  return {
    rows,
    next: (hasNext && cursorOf(rows.at(-1))) || null,
    previous: (hasPrevious && cursorOf(rows[0])) || null,
  };
}

export interface Member {
  readonly user: User;
  /** Unix seconds. */
  readonly since: number;
}

export interface MemberPage {
  readonly members: readonly Member[];
  readonly next: string | null;
  readonly previous: string | null;
}

interface MemberRow {
  readonly user_id: string;
  readonly added_at: number;
}

/** The people of a page, in its order. */
export async function membersOf(reader: Reader, { rows, hasNext, hasPrevious }: Cut<MemberRow>): Promise<MemberPage> {
  const ids = rows.map((row) => row.user_id);
  const found =
    ids.length === 0 ? [] : await reader.query.selectFrom("users").selectAll().where("id", "in", ids).execute();
  const users = new Map(found.map((row) => [row.id, readUser(row)]));
  const cursorOf = (row: MemberRow | undefined) => row && `${row.added_at} ${row.user_id}`;
  return {
    members: rows.flatMap(({ user_id, added_at }) => {
      const user = users.get(user_id);
      return user ? { user, since: added_at } : [];
    }),
    next: (hasNext && cursorOf(rows.at(-1))) || null,
    previous: (hasPrevious && cursorOf(rows[0])) || null,
  };
}
