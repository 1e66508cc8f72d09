/** `/api/v1/registration-tokens`: initial access tokens (RFC 7591, 3), by which applications register themselves. */
import { z } from "zod";
import {
  createRegistrationToken,
  listRegistrationTokens,
  type RegistrationToken,
  removeRegistrationToken,
  TOKEN_LIMITS,
} from "../clients/registration-policy.ts";
import { ensureFirstOrganization, FIRST_ORGANIZATION, findOrganization } from "../organizations/store.ts";
import { rowNumber } from "./cursor.ts";
import type { ApiRoute } from "./route.ts";
import { changing, id, Nothing, reading, seconds } from "./schema.ts";

const PATH = "/api/v1/registration-tokens";

const TokenShape = z.strictObject({
  id,
  name: z.string(),
  uses: z.number().int(),
  most_uses: z.number().int(),
  created_at: seconds,
  expires_at: seconds,
});
const NewToken = z.strictObject({
  name: z.string().max(200),
  uses: z.number().int().default(TOKEN_LIMITS.uses.usual).describe("How often it is good."),
  lives: z.number().int().default(TOKEN_LIMITS.seconds.usual).describe("Seconds that it is good for."),
});

const show = (token: RegistrationToken): z.output<typeof TokenShape> => ({
  id: String(token.id),
  name: token.name,
  uses: token.uses,
  most_uses: token.mostUses,
  created_at: token.createdAt,
  expires_at: token.expiresAt,
});

export const registrationTokenRoutes: readonly ApiRoute[] = [
  reading({
    id: "listRegistrationTokens",
    path: PATH,
    summary: "Initial access tokens, the latest two hundred.",
    scope: "alldoor:settings:read",
    reach: "server",
    query: Nothing,
    answer: z.strictObject({ data: z.array(TokenShape) }),
    async read({ hub }) {
      const organization = await findOrganization(hub.db, FIRST_ORGANIZATION);
      return { data: organization ? (await listRegistrationTokens(hub.db, organization.id)).map(show) : [] };
    },
  }),
  changing({
    id: "createRegistrationToken",
    method: "POST",
    path: PATH,
    summary: "Makes an initial access token.",
    scope: "alldoor:settings:write",
    reach: "server",
    status: 201,
    body: NewToken,
    answer: z.strictObject({ token: z.string().describe("Shown this once.") }),
    change:
      ({ hub, caller, body: { name, uses, lives } }) =>
      async (tx) => {
        const organization = await ensureFirstOrganization(tx, hub);
        const wish = { name, mostUses: uses, lives };
        return { token: await createRegistrationToken(tx, hub, caller.actor, organization.id, wish) };
      },
  }),
  changing({
    id: "removeRegistrationToken",
    method: "DELETE",
    path: `${PATH}/:id`,
    summary: "Ends an initial access token; applications that it registered stay.",
    scope: "alldoor:settings:write",
    reach: "server",
    status: 204,
    body: Nothing,
    answer: null,
    change:
      ({ hub, caller, params }) =>
      async (tx) => {
        const organization = await ensureFirstOrganization(tx, hub);
        await removeRegistrationToken(tx, hub, caller.actor, organization.id, rowNumber(params.id));
      },
  }),
];
