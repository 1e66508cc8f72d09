/**
 * `GET /api/get-user`, `get-users`, `get-user-count`: the people of the application's organization, in Casdoor's shape. A person
 * is named by `id=<organization>/<username>`, or by `owner` with `email`, `phone` or `userId`. An address finds somebody only
 * where that person has proven it.
 */
import { sql } from "kysely";
import type { Reader } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { MEMBERSHIP_SCOPES } from "../clients/settings.ts";
import { casdoorMemberships } from "../roles/casdoor-memberships.ts";
import { SESSION_IDLE_SECONDS } from "../sessions/store.ts";
import { casdoorUser } from "../users/casdoor-user.ts";
import { nameKey } from "../users/names.ts";
import { findUser, findUserByEmail, readUser, type User } from "../users/store.ts";
import { ok } from "./envelope.ts";
import {
  badWindow,
  type ManagementRead,
  MOST_ROWS,
  ownerAndName,
  tooMany,
  unauthorized,
  windowOf,
} from "./management.ts";

const EVERY_SCOPE = ["openid", "profile", "email", "address", "phone", ...MEMBERSHIP_SCOPES];

async function shapeOf(
  { hub, client, organization, deps }: ManagementRead,
  user: User,
): Promise<Readonly<Record<string, unknown>>> {
  const { email_verified, ...shape } = casdoorUser({
    user,
    sub: deps.subjectOf(client, user.id),
    owner: organization,
    scopes: EVERY_SCOPE,
    application: "",
    memberships: await casdoorMemberships(hub.db, {
      userId: user.id,
      owner: organization,
      clientId: client.id,
      scopes: MEMBERSHIP_SCOPES,
    }),
  });
  return { ...shape, emailVerified: email_verified, accessToken: "", originalToken: "", originalRefreshToken: "" };
}

/** The person of that username. */
export async function findByName(reader: Reader, organizationId: string, name: string): Promise<User | undefined> {
  const row = await reader.query
    .selectFrom("users")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("name_key", "=", nameKey(name))
    .executeTakeFirst();
  return row && readUser(row);
}

async function findByPhone(reader: Reader, organizationId: string, phone: string): Promise<User | undefined> {
  const rows = await reader.query
    .selectFrom("users")
    .selectAll()
    .where("organization_id", "=", organizationId)
    .where("phone", "=", phone)
    .where("phone_verified", "=", 1)
    .limit(2)
    .execute();
  // A number that two people have names neither.
  const [row] = rows;
  return rows.length === 1 && row ? readUser(row) : undefined;
}

/** @returns `null` where the owner is another organization. */
async function findAsked({ hub, client, organization, query }: ManagementRead): Promise<User | undefined | null> {
  const organizationId = client.organizationId;
  const id = query.get("id");
  if (id !== undefined) {
    const named = ownerAndName(id);
    return named?.owner === organization ? findByName(hub.db, organizationId, named.name) : null;
  }
  if (query.get("owner") !== organization) return null;
  const [email, phone, userId] = [query.get("email"), query.get("phone"), query.get("userId")];
  if (email !== undefined) return findUserByEmail(hub.db, organizationId, email);
  if (phone !== undefined) return findByPhone(hub.db, organizationId, phone);
  return userId === undefined ? undefined : findUser(hub.db, userId);
}

export async function getUserOf(context: ManagementRead): Promise<Answer> {
  const user = await findAsked(context);
  if (user === null) return unauthorized();
  const mine = user?.organizationId === context.client.organizationId ? user : undefined;
  return ok({ data: mine ? await shapeOf(context, mine) : null });
}

export async function getUsers(context: ManagementRead): Promise<Answer> {
  const { hub, client, organization, query } = context;
  if (query.get("owner") !== organization) return unauthorized();
  const window = windowOf(query);
  if (!window) return badWindow();
  const rows = await hub.db.query
    .selectFrom("users")
    .selectAll()
    .where("organization_id", "=", client.organizationId)
    .orderBy("name_key")
    .limit(window.limit)
    .offset(window.offset)
    .execute();
  if (!window.paged && rows.length > MOST_ROWS) return tooMany();
  const data: Readonly<Record<string, unknown>>[] = [];
  for (const row of rows) data.push(await shapeOf(context, readUser(row)));
  return ok({ data, data2: window.paged ? await countUsers(hub.db, client.organizationId) : null });
}

async function countUsers(reader: Reader, organizationId: string): Promise<number> {
  const row = await reader.query
    .selectFrom("users")
    .select((is) => is.fn.countAll<number>().as("count"))
    .where("organization_id", "=", organizationId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** `isOnline`: empty for everybody, `1` for those with a living session, `0` for the others. */
export async function getUserCount({ hub, client, organization, query }: ManagementRead): Promise<Answer> {
  if (query.get("owner") !== organization) return unauthorized();
  const wish = query.get("isOnline") ?? "";
  const everybody = await countUsers(hub.db, client.organizationId);
  if (wish === "") return ok({ data: everybody });
  const now = seconds(hub.clock);
  const { count } = await hub.db.query
    .selectFrom("sessions")
    .innerJoin("users", "users.id", "sessions.user_id")
    .select(sql<number>`count(distinct sessions.user_id)`.as("count"))
    .where("users.organization_id", "=", client.organizationId)
    .where("sessions.ended_at", "is", null)
    .where("sessions.expires_at", ">", now)
    .where("sessions.last_seen_at", ">", now - SESSION_IDLE_SECONDS)
    .executeTakeFirstOrThrow();
  return ok({ data: ["1", "true"].includes(wish) ? Number(count) : everybody - Number(count) });
}
