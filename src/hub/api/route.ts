/**
 * api: the JSON API under `/api/v1`: what the console does, for programs. One table (`routes.ts`) says of each route what it takes,
 * what it gives, which scope it needs and how far it reaches; the calls, their checks and the OpenAPI document all come from
 * there. What is done is done by the console's own functions (`admin/`) and the domain's.
 *
 * This file: a route. Names of the wire are snake_case, ids are text, times are Unix seconds.
 */
import type { z } from "zod";
import type { Reader, Writer } from "../../db/database.ts";
import type { Hub } from "../hub.ts";
import type { ApiScope } from "../permissions/scopes.ts";
import type { ApiCaller } from "./caller.ts";

/**
 * How far a route reaches. `self`: the person whose token it is. `organization`: things that belong to an organization; an
 * application reaches those of its own. `server`: what belongs to all; of applications only those of the first organization.
 * But for `self`, a person has to be an administrator.
 */
export type Reach = "self" | "organization" | "server";

export interface ApiContext<Query = unknown, Body = unknown> {
  readonly hub: Hub;
  readonly caller: ApiCaller;
  /** The path's `:name` segments, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
}

/** The writes of one call, in one transaction. @returns what is answered */
export type Work = (tx: Writer) => Promise<unknown>;

interface Common {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: `/api/v1/${string}`;
  /** `operationId`. */
  readonly id: string;
  readonly summary: string;
  readonly scope: ApiScope;
  readonly reach: Reach;
  /** 200, 201 for what was made, 204 where nothing is answered. */
  readonly status: 200 | 201 | 204;
  /** `null` with 204. */
  readonly answer: z.ZodType | null;
}

export interface ApiRoute extends Common {
  readonly query: z.ZodType;
  readonly body: z.ZodType | null;
  readonly read: ((context: ApiContext) => Promise<unknown>) | null;
  readonly change: ((context: ApiContext) => Work | Promise<Work>) | null;
  /** What `If-Match` speaks of. */
  readonly current: ((reader: Reader, context: ApiContext) => Promise<unknown>) | null;
  /** What must hold now for an answer of before to be given again; throws where it does not. */
  readonly mayRepeat: MayRepeat | null;
  /** What follows once the writes are there. */
  readonly done: ((hub: Hub) => Promise<void>) | null;
}

/** @param answer What was answered the first time. */
export type MayRepeat = (reader: Reader, context: ApiContext, answer: unknown) => Promise<unknown>;

export interface Reading<Q extends z.ZodType> extends Omit<Common, "method" | "status"> {
  readonly query: Q;
  read(context: ApiContext<z.output<Q>>): Promise<unknown>;
}

export interface Changing<B extends z.ZodType> extends Common {
  readonly body: B;
  /** Prepares what must not be waited for in a transaction. */
  change(context: ApiContext<unknown, z.output<B>>): Work | Promise<Work>;
  readonly current?: (reader: Reader, context: ApiContext) => Promise<unknown>;
  /** Left out, that `current` can be read is enough; where there is neither, the scope and the reach are. */
  readonly mayRepeat?: MayRepeat;
  readonly done?: (hub: Hub) => Promise<void>;
}
