/** `/api/v1/me`: the person whose token it is. */
import { z } from "zod";
import { Refusal } from "../../lib/errors.ts";
import type { ApiRoute } from "./route.ts";
import { Nothing, reading } from "./schema.ts";
import { showUser, UserShape } from "./users.ts";

export const selfRoutes: readonly ApiRoute[] = [
  reading({
    id: "getSelf",
    path: "/api/v1/me",
    summary: "The person that the token belongs to, and what the token may do.",
    scope: "alldoor:self:read",
    reach: "self",
    query: Nothing,
    answer: z.strictObject({ ...UserShape.shape, scopes: z.array(z.string()) }),
    async read({ caller }) {
      if (caller.person === null) throw new Refusal("forbidden");
      return { ...showUser(caller.person), scopes: caller.scopes };
    },
  }),
];
