/** Links to the pages beside one of a long list: `before` and `after` in an address name the rows at the edges of a page. */
import { withQuery } from "../../lib/redirect-uri.ts";
import type { Paging } from "../../pages/parts/paging.tsx";

interface Edges {
  /** Left out for a list that is read onwards alone. */
  readonly previous?: string | number | null;
  readonly next: string | number | null;
}

type Query = Readonly<Record<string, string | undefined>>;

/** @param kept What the list's address says besides: what it is narrowed and put in order by. */
export const pagesBeside = (path: string, { previous = null, next }: Edges, kept: Query = {}): Paging => ({
  previousHref: previous === null ? null : withQuery(path, { ...kept, before: String(previous) }),
  nextHref: next === null ? null : withQuery(path, { ...kept, after: String(next) }),
});

/** As `pagesBeside`, of a list with the latest rows first: what follows on it came before in time. */
export const pagesInTime = (path: string, { previous = null, next }: Edges, kept: Query = {}): Paging => ({
  previousHref: previous === null ? null : withQuery(path, { ...kept, after: String(previous) }),
  nextHref: next === null ? null : withQuery(path, { ...kept, before: String(next) }),
});
