/**
 * roles: what people are to applications, and the one place where it is read what somebody has: groups by being in them or in
 * one below, roles by themselves or through a group. Owns the tables `roles`, `role_members` and `role_groups`; groups and
 * who is in them belong to `hub/groups`.
 */
import type { Kysely } from "kysely";
import type { Reader } from "../../db/database.ts";
import type { Schema } from "../../db/schema.ts";
import { statement } from "../../db/statement.ts";
import type { ClientSettings } from "../clients/settings.ts";
import { tagKey } from "../groups/tags.ts";

export interface HeldGroup {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  /** In the group itself, and not only in one below it. */
  readonly direct: boolean;
}

export interface HeldRole {
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** The client's row, where it is the role of one. */
  readonly clientId: string | null;
  readonly createdAt: number;
  /** Given to the person, and not only to a group of theirs. */
  readonly direct: boolean;
}

/** Every group that a person is in: `mine(id)`. `union` gives each once, so even a circle would come to an end. */
const withGroups = (db: Kysely<Schema>, userId: string) =>
  db.withRecursive("mine(id)", (is) =>
    is
      .selectFrom("group_members")
      .select("group_id as id")
      .where("user_id", "=", userId)
      .union(
        is
          .selectFrom("mine")
          .innerJoin("groups", "groups.id", "mine.id")
          .select("groups.parent_id as id")
          .where("groups.parent_id", "is not", null)
          .$narrowType<{ id: string }>(),
      ),
  );

const groupsOf = statement<{ userId: string }>()((db, p) =>
  withGroups(db, p("userId"))
    .selectFrom("mine")
    .innerJoin("groups", "groups.id", "mine.id")
    // What belongs to another organization than the person does is never theirs.
    .innerJoin("users", (on) =>
      on.onRef("users.organization_id", "=", "groups.organization_id").on("users.id", "=", p("userId")),
    )
    .leftJoin("group_members as direct", (on) =>
      on.onRef("direct.group_id", "=", "groups.id").on("direct.user_id", "=", p("userId")),
    )
    .select(["groups.id", "groups.name", "groups.display_name", "direct.group_id as direct_id"])
    .orderBy("groups.name_key"),
);

const withRoles = (db: Kysely<Schema>, userId: string) =>
  withGroups(db, userId)
    .with("held", (is) =>
      is
        .selectFrom("role_members")
        .select("role_id")
        .where("user_id", "=", userId)
        .union(is.selectFrom("role_groups").innerJoin("mine", "mine.id", "role_groups.group_id").select("role_id")),
    )
    .selectFrom("held")
    .innerJoin("roles", "roles.id", "held.role_id")
    .innerJoin("users", (on) =>
      on.onRef("users.organization_id", "=", "roles.organization_id").on("users.id", "=", userId),
    )
    .leftJoin("role_members as direct", (on) =>
      on.onRef("direct.role_id", "=", "roles.id").on("direct.user_id", "=", userId),
    )
    .select([
      "roles.id",
      "roles.name",
      "roles.display_name",
      "roles.description",
      "roles.client_id",
      "roles.created_at",
      "direct.role_id as direct_id",
    ])
    .orderBy("roles.name_key")
    .orderBy("roles.id");

const everyRoleOf = statement<{ userId: string }>()((db, p) => withRoles(db, p("userId")));

const rolesFor = statement<{ userId: string; clientId: string }>()((db, p) =>
  withRoles(db, p("userId")).where((is) =>
    is.or([is("roles.client_id", "is", null), is("roles.client_id", "=", p("clientId"))]),
  ),
);

/** The groups of a person and those above them, by name. */
export async function groupsHeld(reader: Reader, userId: string): Promise<HeldGroup[]> {
  const rows = await reader.all(groupsOf, { userId });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    direct: row.direct_id !== null,
  }));
}

/**
 * The roles of a person, by name.
 * @param clientId The client's row: the organization's roles and this client's own, which no other one learns of. Left out: all.
 */
export async function rolesHeld(reader: Reader, userId: string, clientId?: string): Promise<HeldRole[]> {
  const rows =
    clientId === undefined
      ? await reader.all(everyRoleOf, { userId })
      : await reader.all(rolesFor, { userId, clientId });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    displayName: row.display_name,
    description: row.description,
    clientId: row.client_id,
    createdAt: row.created_at,
    direct: row.direct_id !== null,
  }));
}

type Gate = Pick<ClientSettings, "requiredGroups" | "requiredRoles">;

const meets = (required: readonly string[], held: readonly { readonly name: string }[]): boolean => {
  const keys = new Set(held.map(({ name }) => tagKey(name)));
  return required.some((name) => keys.has(tagKey(name)));
};

/**
 * Whether an application is open to a person: to everybody where it requires nothing, else to whoever has one of the groups or
 * roles that it names. A name that nothing has admits nobody. Without a requirement nothing is read.
 */
export async function isAdmitted(
  reader: Reader,
  { id, requiredGroups, requiredRoles }: Gate & { readonly id: string },
  userId: string,
): Promise<boolean> {
  if (requiredGroups.length === 0 && requiredRoles.length === 0) return true;
  if (requiredGroups.length > 0 && meets(requiredGroups, await groupsHeld(reader, userId))) return true;
  return requiredRoles.length > 0 && meets(requiredRoles, await rolesHeld(reader, userId, id));
}
