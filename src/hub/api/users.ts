/**
 * `/api/v1/users`: people's accounts. An application never changes an administrator's account, and makes nobody an administrator:
 * it would give itself a person who may do everything.
 */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import { disableUser, enableUser, endSessionsOf, setAdministrator } from "../admin/people.ts";
import { emailKey, nameKey } from "../users/names.ts";
import { findUser, readUser, type User } from "../users/store.ts";
import type { ApiCaller } from "./caller.ts";
import { pageByText } from "./cursor.ts";
import type { ApiContext, ApiRoute } from "./route.ts";
import { changing, id, Nothing, pageOf, paging, reading, seconds } from "./schema.ts";

export const UserShape = z.strictObject({
  id: id.describe("The `sub` of tokens."),
  organization_id: id,
  username: z.string(),
  name: z.string(),
  given_name: z.string().nullable(),
  family_name: z.string().nullable(),
  email: z.string().nullable(),
  email_verified: z.boolean(),
  phone: z.string().nullable(),
  phone_verified: z.boolean(),
  picture: z.string().nullable(),
  locale: z.string().nullable(),
  zoneinfo: z.string().nullable(),
  administrator: z.boolean(),
  enabled: z.boolean(),
  created_at: seconds,
  updated_at: seconds,
});

export const showUser = (user: User): z.output<typeof UserShape> => ({
  id: user.id,
  organization_id: user.organizationId,
  username: user.name,
  name: user.displayName,
  given_name: user.givenName,
  family_name: user.familyName,
  email: user.email,
  email_verified: user.emailVerified,
  phone: user.phone,
  phone_verified: user.phoneVerified,
  picture: user.picture,
  locale: user.locale,
  zoneinfo: user.zoneinfo,
  administrator: user.isAdmin,
  enabled: user.disabledAt === null,
  created_at: user.createdAt,
  updated_at: user.updatedAt,
});

/** @throws Refusal `not_found`, for somebody of another organization too */
export async function requireUser(reader: Reader, caller: ApiCaller, userId: string | undefined): Promise<User> {
  const user = await findUser(reader, userId ?? "");
  if (!user || (caller.only !== null && user.organizationId !== caller.only)) throw new Refusal("not_found");
  return user;
}

/** @throws Refusal `not_found`, `forbidden` */
async function requireChangeable(reader: Reader, { caller, params }: ApiContext): Promise<User> {
  const user = await requireUser(reader, caller, params.id);
  if (caller.client !== null && user.isAdmin) throw new Refusal("forbidden");
  return user;
}

const ListQuery = z.strictObject({
  ...paging,
  organization: id.optional().describe("The id of an organization."),
  username: z.string().max(200).optional().describe("Exactly this username."),
  email: z.string().max(320).optional().describe("Who has proven exactly this address."),
});

const Change = z.strictObject({
  enabled: z.boolean().optional().describe("Switching an account off ends its sessions and takes its tokens back."),
  administrator: z.boolean().optional(),
});

export const userRoutes: readonly ApiRoute[] = [
  reading({
    id: "listUsers",
    path: "/api/v1/users",
    summary: "People, in the order of their ids.",
    scope: "alldoor:users:read",
    reach: "organization",
    query: ListQuery,
    answer: pageOf(UserShape),
    read: ({ hub, caller, query }) =>
      pageByText(query, {
        name: "users",
        async find(edge, most) {
          let rows = hub.db.query.selectFrom("users").selectAll().orderBy("id").limit(most);
          if (edge !== undefined) rows = rows.where("id", ">", edge);
          if (caller.only !== null) rows = rows.where("organization_id", "=", caller.only);
          if (query.organization !== undefined) rows = rows.where("organization_id", "=", query.organization);
          if (query.username !== undefined) rows = rows.where("name_key", "=", nameKey(query.username));
          if (query.email !== undefined) rows = rows.where("verified_email_key", "=", emailKey(query.email));
          return rows.execute();
        },
        key: (row) => row.id,
        show: (row) => showUser(readUser(row)),
      }),
  }),
  reading({
    id: "getUser",
    path: "/api/v1/users/:id",
    summary: "One person.",
    scope: "alldoor:users:read",
    reach: "organization",
    query: Nothing,
    answer: UserShape,
    read: async ({ hub, caller, params }) => showUser(await requireUser(hub.db, caller, params.id)),
  }),
  changing({
    id: "changeUser",
    method: "PATCH",
    path: "/api/v1/users/:id",
    summary: "Switches an account off or on, or gives or takes the right to administer.",
    scope: "alldoor:users:write",
    reach: "organization",
    status: 200,
    body: Change,
    answer: UserShape,
    current: async (reader, { caller, params }) => showUser(await requireUser(reader, caller, params.id)),
    mayRepeat: requireChangeable,
    change: (context) => async (tx) => {
      const { hub, caller, body } = context;
      const user = await requireChangeable(tx, context);
      if (caller.client !== null && body.administrator !== undefined) throw new Refusal("forbidden");
      if (body.enabled !== undefined) await (body.enabled ? enableUser : disableUser)(tx, hub, caller.actor, user.id);
      if (body.administrator !== undefined) await setAdministrator(tx, hub, caller.actor, user.id, body.administrator);
      return showUser(await requireUser(tx, caller, user.id));
    },
  }),
  changing({
    id: "endSessionsOfUser",
    method: "DELETE",
    path: "/api/v1/users/:id/sessions",
    summary: "Signs a person out everywhere.",
    scope: "alldoor:sessions:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change: (context) => async (tx) => {
      const user = await requireChangeable(tx, context);
      await endSessionsOf(tx, context.hub, context.caller.actor, user.id);
    },
  }),
];
