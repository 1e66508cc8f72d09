/** db: a page of a long list reads so far and no further, and everything that fits is on one of the pages, forwards and back. */
import { expect, test } from "vitest";
import { type Page, walkPage } from "../../src/db/paging.ts";

/** Numbers from 1 on, of which few fit; a walk sees ten of them. */
const WALK = 10;
const ask = (most: number, fits: (n: number) => boolean, size: number, edge?: number, backwards = false) =>
  walkPage<number, number>({
    size,
    edge,
    backwards,
    edgeOf: (n) => n,
    async horizon(from, back) {
      const end = back ? (from ?? most + 1) - WALK : (from ?? 0) + WALK;
      return end < 1 || end > most ? undefined : end;
    },
    async find(from, horizon, back, count) {
      const all = Array.from({ length: most }, (_, index) => index + 1);
      const inOrder = back ? all.reverse() : all;
      const beyond = (n: number) => from === undefined || (back ? n < from : n > from);
      const within = (n: number) => horizon === undefined || (back ? n >= horizon : n <= horizon);
      return inOrder.filter((n) => beyond(n) && within(n) && fits(n)).slice(0, count);
    },
  });

test("forwards, everything that fits is given once; a page that found little goes on beyond its horizon", async () => {
  const seen: number[] = [];
  const sizes: number[] = [];
  let page: Page<number, number> = await ask(50, (n) => n % 20 === 0 || n > 44, 3);
  for (;;) {
    seen.push(...page.rows);
    sizes.push(page.rows.length);
    if (page.next === null) break;
    page = await ask(50, (n) => n % 20 === 0 || n > 44, 3, page.next);
  }
  expect(seen).toEqual([20, 40, 45, 46, 47, 48, 49, 50]);
  expect(sizes).toContain(0);
});

test("backwards the same rows come in the same order, and the beginning is the first page", async () => {
  const even = (n: number) => n % 2 === 0;
  const first = await ask(50, even, 3);
  const second = await ask(50, even, 3, first.next ?? 0);
  expect(second.rows).toEqual([8, 10, 12]);
  const back = await ask(50, even, 3, second.previous ?? 0, true);
  expect([back.rows, back.previous]).toEqual([first.rows, null]);
  const shifted = await ask(50, even, 3, 5, true);
  expect([shifted.rows, shifted.previous]).toEqual([[2, 4, 6], null]);
  expect((await ask(0, even, 3)).rows).toEqual([]);
});
