/** An id as AList's API has it: a number in the query, of a POST too. */
import { Refusal } from "../../lib/errors.ts";
import type { Context } from "../web/route.ts";

/** @throws Refusal `bad_request` */
export function idOf({ query }: Pick<Context, "query">): number {
  const text = query.get("id") ?? "";
  // PostgreSQL has no integer beyond.
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 31) return Number(text);
  const said = JSON.stringify(text.slice(0, 20));
  throw new Refusal("bad_request", `strconv.Atoi: parsing ${said}: invalid syntax`);
}

/** One page of a list that is short enough to be read whole. @param perPage Less than 1: all. */
export function pageOf<T>(all: readonly T[], page: number, perPage: number): readonly T[] {
  if (perPage < 1) return all;
  const start = (Math.max(1, page) - 1) * perPage;
  return all.slice(start, start + perPage);
}
