/**
 * One call of the API, the same for all: who calls → may they → what do they ask → (writes) is it still as they saw it → do it
 * → answer. Nothing of a request is looked at before its caller is known. What is thrown is written by the shell, as a problem.
 */
import { hash } from "node:crypto";
import { seeOneMoment } from "../../db/one-moment.ts";
import { type Answer, type EndpointRequest, json } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { ProtocolRoute } from "../web/route.ts";
import { type ApiDeps, permit, requireCaller } from "./caller.ts";
import { once, onceKey } from "./idempotency.ts";
import { readBy, readJson, readQuery } from "./read-request.ts";
import type { ApiContext, ApiRoute } from "./route.ts";

const NO_STORE = { "cache-control": "no-store" } as const;

/** Strong: two answers with the same tag are the same bytes. */
const etagOf = (value: unknown): string => `"${hash("sha256", JSON.stringify(value), "base64url").slice(0, 27)}"`;

/** RFC 9110, 13.1.1: any of the tags that are listed. */
const names = (header: string, etag: string): boolean =>
  header.trim() === "*" || header.split(",").some((tag) => tag.trim() === etag);

async function answerRead(route: ApiRoute, context: ApiContext, http: EndpointRequest): Promise<Answer> {
  const value = await route.read?.(context);
  const etag = etagOf(value);
  const headers = { ...NO_STORE, etag };
  const known = http.headers["if-none-match"];
  if (known !== undefined && names(known, etag)) return { status: 304, headers };
  return json(value, 200, headers);
}

const headerOf = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" ? value : value?.join(",");

async function answerChange(
  route: ApiRoute,
  context: ApiContext,
  http: EndpointRequest,
  text: string,
): Promise<Answer> {
  const { hub, caller } = context;
  const asked = { method: http.method, path: http.path, body: text };
  const key = onceKey(headerOf(http.headers["idempotency-key"]), caller.key, asked);
  const ifMatch = http.headers["if-match"];
  // One that can't be kept is refused, not passed over.
  if (ifMatch !== undefined && route.current === null) throw new Refusal("precondition_failed");
  const work = await route.change?.(context);
  if (!work) throw new Refusal("method_not_allowed");
  // What a PATCH of what is the server's leaves out stays as it is, also where somebody else changes it at this moment. Of things
  // that are many, and changed by many at once, the row itself is held instead.
  const keepsTheRest = route.method === "PATCH" && route.reach === "server";
  const { value, again } = await hub.db.write(async (tx) => {
    if (ifMatch !== undefined || keepsTheRest) await seeOneMoment(hub.db, tx);
    return once(tx, hub, key, {
      async work() {
        if (ifMatch !== undefined && route.current) {
          const current = await route.current(tx, context);
          if (!names(ifMatch, etagOf(current))) throw new Refusal("precondition_failed");
        }
        return work(tx);
      },
      async mayRepeat(answer) {
        // Where nothing is shown there is nothing to keep from anybody, and what was removed can't be looked at any more.
        if (route.answer !== null) await route.mayRepeat?.(tx, context, answer);
      },
    });
  });
  await route.done?.(hub);
  const replayed = again ? { "idempotency-replayed": "true" } : {};
  if (route.status === 204) return { status: 204, headers: { ...NO_STORE, ...replayed } };
  return json(value, route.status, { ...NO_STORE, ...replayed, ...(route.current ? { etag: etagOf(value) } : {}) });
}

/** @throws Refusal `token_invalid`, `scope_insufficient`, `forbidden`, `field_invalid` and what the route itself throws */
export const apiRoute = (deps: ApiDeps, route: ApiRoute): ProtocolRoute => ({
  kind: "protocol",
  methods: [route.method],
  path: route.path,
  errors: "problem",
  anyOrigin: false,
  async endpoint(http, params) {
    const { hub } = deps;
    const caller = await requireCaller(deps, http);
    await permit(hub, caller, route);
    const query = readQuery(route.query, http.query);
    if (route.read) return answerRead(route, { hub, caller, params, query, body: undefined }, http);
    const { value, text } = await readJson(http);
    const body = route.body ? readBy(route.body, value) : undefined;
    return answerChange(route, { hub, caller, params, query, body }, http, text);
  },
});
