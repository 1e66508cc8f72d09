/** What the routes' schemas have in common, and the routes themselves made of them. */
import { z } from "zod";
import type { ApiContext, ApiRoute, Changing, Reading } from "./route.ts";

export const id = z.string().max(100);
/** The id in an answer that shows one thing. */
export const idIn = (answer: unknown): string => z.looseObject({ id }).parse(answer).id;

export const seconds = z.number().int().describe("Unix seconds");
export const Nothing = z.strictObject({});

/** Things in a page of a list. */
const USUAL = 50;
const MOST = 200;

export const paging = {
  after: z.string().max(500).optional().describe("The `next` of the page before."),
  limit: z.coerce.number().int().min(1).max(MOST).default(USUAL),
};

export const Paging = z.strictObject(paging);

/** A page of a list. */
export const pageOf = (thing: z.ZodType) =>
  z.strictObject({ data: z.array(thing), next: z.string().nullable().describe("Ask with `after` for what follows.") });

export function reading<Q extends z.ZodType>(route: Reading<Q>): ApiRoute {
  return {
    ...route,
    method: "GET",
    status: 200,
    body: null,
    // What is handed over was read by the route's own schema.
    read: (context) => route.read(context as ApiContext<z.output<Q>>),
    change: null,
    current: null,
    mayRepeat: null,
    done: null,
  };
}

export function changing<B extends z.ZodType>(route: Changing<B>): ApiRoute {
  return {
    ...route,
    query: Nothing,
    read: null,
    change: (context) => route.change(context as ApiContext<unknown, z.output<B>>),
    current: route.current ?? null,
    mayRepeat: route.mayRepeat ?? route.current ?? null,
    done: route.done ?? null,
  };
}
