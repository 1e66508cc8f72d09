/**
 * A page of a long list, with an end to what is read for it. The list is walked along an index from the edge of the page
 * before, over at most `WALKED` rows (up to the horizon), and what fits the filters is shown. Where few rows fit, a page is
 * short and goes on where the walk ended; no filter makes a request read a whole table.
 */

/** Rows that one page walks over at most. */
export const WALKED = 5000;

export interface Page<Row, Edge> {
  readonly rows: readonly Row[];
  /** Where the page after this one begins; `null` at the end. */
  readonly next: Edge | null;
  /** Where the page before this one ends; `null` at the beginning. */
  readonly previous: Edge | null;
}

export interface Walk<Row, Edge> {
  readonly size: number;
  /** The page begins after it, or ends before it; left out for the first page. */
  readonly edge?: Edge | undefined;
  /** Whether the page is the one before its edge. */
  readonly backwards: boolean;
  edgeOf(row: Row): Edge;
  /** The row of the list that is `WALKED` rows away, in the walk's direction; `undefined` where the list ends before. */
  horizon(edge: Edge | undefined, backwards: boolean): Promise<Edge | undefined>;
  /** What fits, from the edge to the horizon (which belongs to it), in the walk's direction. */
  find(edge: Edge | undefined, horizon: Edge | undefined, backwards: boolean, most: number): Promise<readonly Row[]>;
}

export async function walkPage<Row, Edge>(walk: Walk<Row, Edge>): Promise<Page<Row, Edge>> {
  const { size, edge, backwards } = walk;
  const horizon = await walk.horizon(edge, backwards);
  const found = await walk.find(edge, horizon, backwards, size + 1);
  const rows = found.slice(0, size);
  const last = rows.at(-1);
  // What follows in the walk's direction: after the last row of a full page, or beyond the horizon.
  const onwards = found.length > size && last !== undefined ? walk.edgeOf(last) : (horizon ?? null);
  if (!backwards) return { rows, next: onwards, previous: edge === undefined ? null : backTo(walk, rows, edge) };
  // Everything before the edge is shown: that is the first page, and it is shown as such.
  if (onwards === null && rows.length < size) return walkPage({ ...walk, edge: undefined, backwards: false });
  const [nearest] = rows;
  return { rows: rows.toReversed(), next: nearest ? walk.edgeOf(nearest) : (edge ?? null), previous: onwards };
}

const backTo = <Row, Edge>({ edgeOf }: Walk<Row, Edge>, [first]: readonly Row[], edge: Edge): Edge =>
  first === undefined ? edge : edgeOf(first);

/** A page of a list of which every row fits. */
export interface Cut<Row> {
  readonly rows: readonly Row[];
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/**
 * @param found In the walk's direction, one more than a page holds where there are more.
 * @param hasEdge Whether the walk began somewhere in the list.
 */
export function cutPage<Row>(
  found: readonly Row[],
  { size, upwards, hasEdge }: { readonly size: number; readonly upwards: boolean; readonly hasEdge: boolean },
): Cut<Row> {
  const more = found.length > size;
  const rows = found.slice(0, size);
  return {
    rows: upwards ? rows.toReversed() : rows,
    hasNext: upwards || more,
    hasPrevious: upwards ? more : hasEdge,
  };
}
