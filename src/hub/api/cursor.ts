/**
 * Lists a page at a time. A cursor is the key of the last thing that was given, so that what is added or removed meanwhile shifts
 * nothing; callers take it for an opaque text, and one of another list is refused.
 */
import { fieldRefusal } from "../../lib/errors.ts";

type Key = string | number;

const encode = (list: string, key: Key): string => Buffer.from(JSON.stringify([list, key])).toString("base64url");

function decode(list: string, kind: "text" | "number", text: string): Key {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw fieldRefusal({ after: "invalid" });
  }
  const [name, key] = Array.isArray(parsed) ? (parsed as unknown[]) : [];
  const fits = kind === "text" ? typeof key === "string" && !key.includes("\u0000") : Number.isSafeInteger(key);
  if (name !== list || !fits) throw fieldRefusal({ after: "invalid" });
  return key as Key;
}

interface Wish {
  readonly after?: string | undefined;
  readonly limit: number;
}

interface Page<Thing> {
  readonly data: readonly Thing[];
  readonly next: string | null;
}

interface List<Row, K extends Key, Thing> {
  /** Names the list. */
  readonly name: string;
  /** @param edge The key after which to begin. @param most How many rows to find: one more than are given. */
  find(edge: K | undefined, most: number): Promise<readonly Row[]>;
  key(row: Row): K;
  show(row: Row): Thing;
}

async function page<Row, K extends Key, Thing>(
  list: List<Row, K, Thing>,
  edge: K | undefined,
  limit: number,
): Promise<Page<Thing>> {
  const found = await list.find(edge, limit + 1);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    data: rows.map((row) => list.show(row)),
    next: last === undefined ? null : encode(list.name, list.key(last)),
  };
}

/** Things with text ids, in the order of these. @throws Refusal `field_invalid` for a cursor that is none of this list */
export const pageByText = <Row, Thing>({ after, limit }: Wish, list: List<Row, string, Thing>): Promise<Page<Thing>> =>
  page(list, after === undefined ? undefined : (decode(list.name, "text", after) as string), limit);

/** Things with time-ordered ids, the latest first. @throws Refusal `field_invalid` */
export const pageByNumber = <Row, Thing>(
  { after, limit }: Wish,
  list: List<Row, number, Thing>,
): Promise<Page<Thing>> =>
  page(list, after === undefined ? undefined : (decode(list.name, "number", after) as number), limit);

interface WalkedList<Row, Thing> {
  readonly name: string;
  /** @param edge The row before which to begin. */
  walk(
    edge: number | undefined,
    size: number,
  ): Promise<{ readonly rows: readonly Row[]; readonly next: number | null }>;
  show(row: Row): Thing;
}

/** As `pageByNumber`, of a list that is walked (`db/paging.ts`): a page may hold fewer than were asked for, and yet not be the last. */
export async function pageByWalk<Row, Thing>(
  { after, limit }: Wish,
  list: WalkedList<Row, Thing>,
): Promise<Page<Thing>> {
  const edge = after === undefined ? undefined : (decode(list.name, "number", after) as number);
  const { rows, next } = await list.walk(edge, limit);
  return { data: rows.map((row) => list.show(row)), next: next === null ? null : encode(list.name, next) };
}

/** An id of a path as the number that it is; 0, which nothing has, for anything else. */
export const rowNumber = (text: string | undefined): number => (/^\d{1,16}$/.test(text ?? "") ? Number(text) : 0);
