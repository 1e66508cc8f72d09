/**
 * `/api/v1/users`: people's accounts. An application never changes an administrator's account, makes nobody an administrator, and
 * vouches for no address: it would give itself a person who may do everything, or somebody else's account.
 */
import { z } from "zod";
import type { Reader, Writer } from "../../db/database.ts";
import { fieldRefusal, Refusal } from "../../lib/errors.ts";
import { addAccount, changeAccount, readAccount, readChange } from "../admin/people/accounts.ts";
import { inviteUser, isSomebody, isUnopened } from "../admin/people/invitations.ts";
import {
  disableUser,
  enableUser,
  endSessionsOf,
  removeUser,
  setAdministrator,
  vouchForAddress,
} from "../admin/people/people.ts";
import { resetFactors } from "../admin/people/second-factors.ts";
import type { Hub } from "../hub.ts";
import { movePerson } from "../organizations/join.ts";
import {
  ensureFirstOrganization,
  FIRST_ORGANIZATION,
  findOrganization,
  findOrganizationById,
} from "../organizations/store.ts";
import { isUserCursor, listUsers, USER_ORDERS } from "../users/list.ts";
import { nameKey } from "../users/names.ts";
import { findUser, findUserByEmail, findUserByLogin, holdUser, type User } from "../users/store.ts";
import { type ApiCaller, reaches } from "./caller.ts";
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
  last_sign_in_at: seconds.nullable().describe("`null` where nobody has, as far as is known."),
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
  last_sign_in_at: user.lastSignInAt === 0 ? null : user.lastSignInAt,
});

/** @throws Refusal `not_found`, for somebody of another organization too */
export async function requireUser(reader: Reader, caller: ApiCaller, userId: string | undefined): Promise<User> {
  const user = await findUser(reader, userId ?? "");
  if (!user || !reaches(caller, user.organizationId)) throw new Refusal("not_found");
  return user;
}

/** @throws Refusal `not_found`, `forbidden` */
export async function requireChangeable(reader: Reader, { caller, params }: ApiContext): Promise<User> {
  const user = await requireUser(reader, caller, params.id);
  if (caller.client !== null && user.isAdmin) throw new Refusal("forbidden");
  return user;
}

/**
 * An application can change an address, and would let itself into somebody's account; or into one that waits with roles which it
 * could not give itself.
 * @throws Refusal `forbidden`
 */
async function requireNobodys(tx: Writer, { scopes }: ApiCaller, user: User): Promise<void> {
  const givesRoles = scopes.includes("alldoor:roles:write");
  if (!(await isUnopened(tx, user)) || (!givesRoles && (await isSomebody(tx, user)))) throw new Refusal("forbidden");
}

const flag = z.enum(["true", "false"]).transform((value) => value === "true");

const ListQuery = z.strictObject({
  ...paging,
  organization: id.optional().describe("The id of an organization."),
  search: z
    .string()
    .max(200)
    .optional()
    .describe("The beginning of any word of the username, the name or the address, or exactly an id."),
  username: z
    .string()
    .max(200)
    .optional()
    .describe("Exactly this username, in the organization that is named, or else the first one."),
  email: z
    .string()
    .max(320)
    .optional()
    .describe("Who has proven exactly this address, in the organization that is named, or else the first one."),
  enabled: flag.optional(),
  administrator: flag.optional(),
  provider: id.optional().describe("The id of a provider that they are linked to."),
  second_factor: flag.optional().describe("Whether they have an authenticator or a passkey."),
  order: z.enum(USER_ORDERS as [(typeof USER_ORDERS)[number]]).default("name"),
});

type Listing = ApiContext<z.output<typeof ListQuery>>;

/** Of the exact questions: at most one person in each organization; `null` where none is asked. */
async function exactly({ hub, query }: Listing, organizationId: string): Promise<User | null | undefined> {
  if (query.username !== undefined) {
    const user = await findUserByLogin(hub.db, organizationId, query.username);
    return user?.nameKey === nameKey(query.username) ? user : undefined;
  }
  if (query.email !== undefined) return findUserByEmail(hub.db, organizationId, query.email);
  return null;
}

async function list(context: Listing) {
  const { hub, caller, query } = context;
  const organizationId = caller.only ?? query.organization;
  // An application that names another organization sees nothing of it.
  if (query.organization !== undefined && !reaches(caller, query.organization)) return { data: [], next: null };
  const fallback = organizationId ?? (await findOrganization(hub.db, FIRST_ORGANIZATION))?.id ?? "";
  const one = await exactly(context, fallback);
  if (one !== null) return { data: one === undefined ? [] : [showUser(one)], next: null };
  const { after, limit, order } = query;
  if (after !== undefined && !isUserCursor(order, after)) throw fieldRefusal({ after: "invalid" });
  const { users, next } = await listUsers(hub.db, {
    organizationId,
    search: query.search,
    enabled: query.enabled,
    administrator: query.administrator,
    providerId: query.provider,
    secondFactor: query.second_factor,
    order,
    after,
    size: limit,
  });
  return { data: users.map(showUser), next };
}

const text = (most: number) => z.string().max(most);

const NewAccount = z.strictObject({
  organization: id.optional().describe("The id of its organization; the first one where this is left out."),
  username: text(200),
  name: text(400).optional().describe("What people read. Left out: the username."),
  email: text(400).optional().describe("It counts as unverified."),
  password: text(1000).optional().describe("Left out: its person comes in by another way."),
});

const Change = z.strictObject({
  name: text(400).optional(),
  email: text(400).nullable().optional().describe("Another address counts as unverified."),
  email_verified: z
    .literal(true)
    .optional()
    .describe(
      "An administrator's word that the address is the person's; what was there before ends. Not by an application.",
    ),
  enabled: z.boolean().optional().describe("Switching an account off ends its sessions and takes its tokens back."),
  administrator: z.boolean().optional().describe("Not by an application."),
  organization_id: id
    .optional()
    .describe(
      "Puts the person into another organization: they are signed out, and what applications hold for them ends. Not by an application.",
    ),
});

/** @throws Refusal `field_invalid` */
export async function organizationFor(
  reader: Writer,
  hub: Hub,
  caller: ApiCaller,
  wish: string | undefined,
): Promise<string> {
  if (caller.only !== null) {
    if (wish !== undefined && wish !== caller.only) throw fieldRefusal({ organization: "invalid_choice" });
    return caller.only;
  }
  if (wish === undefined) return (await ensureFirstOrganization(reader, hub)).id;
  if ((await findOrganizationById(reader, wish)) === undefined) throw fieldRefusal({ organization: "invalid_choice" });
  return wish;
}

/** @throws Refusal `field_invalid`, `own_standing`, `last_administrator`; `username_taken`, `email_taken` with `fields` */
async function moveUser(tx: Writer, { hub, caller, params }: ApiContext, organizationId: string): Promise<void> {
  if ((await findOrganizationById(tx, organizationId)) === undefined)
    throw fieldRefusal({ organization_id: "invalid_choice" });
  const user = await requireUser(tx, caller, params.id);
  try {
    await movePerson(tx, hub, caller.actor, user, organizationId);
  } catch (error) {
    // The console's form asks for whom or what to move.
    if (!(error instanceof Refusal) || error.fields.what === undefined) throw error;
    throw fieldRefusal({ organization_id: error.fields.what }, error.code);
  }
}

/** As the console's form is read, with the fault told under the name that it has here. */
function readNamed(typed: Parameters<typeof readChange>[0]): ReturnType<typeof readChange> {
  try {
    return readChange(typed);
  } catch (error) {
    const { display_name, ...fields } = error instanceof Refusal ? error.fields : {};
    throw display_name === undefined ? error : fieldRefusal({ ...fields, name: display_name });
  }
}

export const userRoutes: readonly ApiRoute[] = [
  reading({
    id: "listUsers",
    path: "/api/v1/users",
    summary: "People. A page may hold fewer than were asked for, and yet not be the last: `next` says so.",
    scope: "alldoor:users:read",
    reach: "organization",
    query: ListQuery,
    answer: pageOf(UserShape),
    read: list,
  }),
  changing({
    id: "createUser",
    method: "POST",
    path: "/api/v1/users",
    summary: "Makes an account.",
    scope: "alldoor:users:write",
    reach: "organization",
    status: 201,
    body: NewAccount,
    answer: UserShape,
    mayRepeat: (reader, context, answer) =>
      requireChangeable(reader, { ...context, params: { id: z.looseObject({ id }).parse(answer).id } }),
    async change({ hub, caller, body }) {
      const { username, name = "", email = "", password = null } = body;
      const account = readAccount({ username, display_name: name, email, password });
      const passwordHash = password === null ? null : await hub.passwords.hash(password);
      return async (tx) => {
        const organizationId = await organizationFor(tx, hub, caller, body.organization);
        return showUser(await addAccount(tx, hub, caller.actor, organizationId, account, passwordHash));
      };
    },
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
    summary:
      "Changes name and address, switches an account off or on, gives or takes the right to administer, or puts somebody into another organization.",
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
      if (caller.client !== null && (body.administrator ?? body.email_verified ?? body.organization_id) !== undefined)
        throw new Refusal("forbidden");
      if (body.name !== undefined || body.email !== undefined) {
        // What is left out stays as it is now, whatever somebody else changes at this moment.
        const held = (await holdUser(tx, user.id)) ?? user;
        const typed = {
          display_name: body.name ?? held.displayName,
          email: body.email === undefined ? (held.email ?? "") : (body.email ?? ""),
        };
        await changeAccount(tx, hub, caller.actor, user.id, readNamed(typed));
      }
      if (body.email_verified !== undefined) await vouchForAddress(tx, hub, caller.actor, user.id);
      if (body.enabled !== undefined) await (body.enabled ? enableUser : disableUser)(tx, hub, caller.actor, user.id);
      if (body.administrator !== undefined) await setAdministrator(tx, hub, caller.actor, user.id, body.administrator);
      if (body.organization_id !== undefined) await moveUser(tx, context, body.organization_id);
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
  changing({
    id: "inviteUser",
    method: "POST",
    path: "/api/v1/users/:id/invitation",
    summary:
      "Sends a person a letter by which they choose a password, at the address of their account; using it proves the address.",
    scope: "alldoor:users:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change: (context) => async (tx) => {
      const { hub, caller } = context;
      const user = await requireChangeable(tx, context);
      if (caller.client !== null && !user.emailVerified) await requireNobodys(tx, caller, user);
      await inviteUser(tx, hub, caller.actor, user.id);
    },
  }),
  changing({
    id: "deleteUser",
    method: "DELETE",
    path: "/api/v1/users/:id",
    summary: "Deletes an account with everything that is its person's. The audit log keeps the id.",
    scope: "alldoor:users:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change: (context) => async (tx) => {
      const user = await requireChangeable(tx, context);
      await removeUser(tx, context.hub, context.caller.actor, user.id);
    },
  }),
  changing({
    id: "resetSecondFactorsOfUser",
    method: "DELETE",
    path: "/api/v1/users/:id/second-factors",
    summary: "Takes authenticator, passkeys, recovery codes and remembered browsers away, and signs the person out.",
    scope: "alldoor:users:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change: (context) => async (tx) => {
      const user = await requireChangeable(tx, context);
      await resetFactors(tx, context.hub, context.caller.actor, user.id);
    },
  }),
];
