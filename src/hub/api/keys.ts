/** `/api/v1/keys`: the public halves of the keys that sign tokens, and their rotation. */
import { z } from "zod";
import { seconds as now } from "../../lib/clock.ts";
import { makeKeys, rotateKeys, signingNow } from "../admin/server/keys.ts";
import { SIGNING_ALGS } from "../clients/settings.ts";
import type { ApiRoute } from "./route.ts";
import { changing, Nothing, reading, seconds } from "./schema.ts";

const KeyShape = z.strictObject({
  kid: z.string(),
  alg: z.enum(SIGNING_ALGS),
  signing: z.boolean().describe("Whether it signs now."),
  public_jwk: z.record(z.string(), z.unknown()).describe("RFC 7517."),
  created_at: seconds,
  active_at: seconds.describe("Unix seconds from which on it signs."),
  withdrawn_at: seconds.nullable().describe("Unix seconds until which it is published."),
});

const Rotation = z.strictObject({
  algs: z
    .array(z.enum(SIGNING_ALGS))
    .min(1)
    .max(SIGNING_ALGS.length)
    .default([...SIGNING_ALGS]),
  at_once: z
    .boolean()
    .default(false)
    .describe("For keys that somebody else may know: everything that the old ones signed stops being valid now."),
});

export const keyRoutes: readonly ApiRoute[] = [
  reading({
    id: "listKeys",
    path: "/api/v1/keys",
    summary: "The keys that are published.",
    scope: "alldoor:keys:read",
    reach: "server",
    query: Nothing,
    answer: z.strictObject({ data: z.array(KeyShape) }),
    async read({ hub }) {
      const keys = hub.keys.list();
      const signing = signingNow(keys, now(hub.clock));
      const data = keys.map(
        (key): z.output<typeof KeyShape> => ({
          kid: key.kid,
          alg: key.alg,
          signing: signing.includes(key),
          public_jwk: { ...key.publicJwk },
          created_at: key.createdAt,
          active_at: key.activeAt,
          withdrawn_at: key.withdrawnAt,
        }),
      );
      return { data };
    },
  }),
  changing({
    id: "rotateKeys",
    method: "POST",
    path: "/api/v1/keys/rotate",
    summary: "Puts new keys in the place of the present ones; where new ones wait already, nothing changes.",
    scope: "alldoor:keys:write",
    reach: "server",
    status: 200,
    body: Rotation,
    answer: z.strictObject({ rotated: z.number().int().describe("How many algorithms got a new key.") }),
    async change({ hub, caller, body }) {
      const fresh = await makeKeys([...new Set(body.algs)]);
      return async (tx) => ({ rotated: await rotateKeys(tx, hub, caller.actor, fresh, body.at_once) });
    },
    done: (hub) => hub.keys.reload(),
  }),
];
