/** Roles by name and the people who have one by when they got it, latest first: a page at a time, each along an index. */
import type { Reader } from "../../db/database.ts";
import { cutPage } from "../../db/paging.ts";
import {
  type Cursor,
  type MemberPage,
  membersOf,
  readTimeCursor,
  type TagPage,
  type TagQuery,
  tagPage,
} from "../groups/pages.ts";
import { type Role, readRole } from "./store.ts";

/** @param query `search` is the beginning of a name. */
export async function listRoles(reader: Reader, query: TagQuery = {}): Promise<TagPage<Role>> {
  return tagPage(query, async ({ edge, upwards, prefix, most }) => {
    const direction = upwards ? "desc" : "asc";
    let rows = reader.query
      .selectFrom("roles")
      .selectAll()
      .orderBy("name_key", direction)
      .orderBy("id", direction)
      .limit(most);
    if (prefix !== "") rows = rows.where("name_key", "like", prefix);
    if (query.organizationId !== undefined) rows = rows.where("organization_id", "=", query.organizationId);
    if (edge) {
      const beyond = upwards ? "<" : ">";
      rows = rows.where((is) =>
        is.or([is("name_key", beyond, edge.key), is.and([is("name_key", "=", edge.key), is("id", beyond, edge.id)])]),
      );
    }
    return (await rows.execute()).map(readRole);
  });
}

/** The people who have a role themselves. */
export async function listRoleMembers(reader: Reader, roleId: string, cursor: Cursor = {}): Promise<MemberPage> {
  const { edge, upwards, size } = readTimeCursor(cursor);
  const direction = upwards ? "asc" : "desc";
  let rows = reader.query
    .selectFrom("role_members")
    .select(["user_id", "added_at"])
    .where("role_id", "=", roleId)
    .orderBy("added_at", direction)
    .orderBy("user_id", direction)
    .limit(size + 1);
  if (edge) {
    const beyond = upwards ? ">" : "<";
    rows = rows.where((is) =>
      is.or([
        is("added_at", beyond, Number(edge.key)),
        is.and([is("added_at", "=", Number(edge.key)), is("user_id", beyond, edge.id)]),
      ]),
    );
  }
  const page = cutPage(await rows.execute(), { size, upwards, hasEdge: edge !== undefined });
  return membersOf(reader, page);
}

/** Since when somebody has a role themselves, in Unix seconds; `null` for whoever has not. */
export async function hasRoleSince(reader: Reader, roleId: string, userId: string): Promise<number | null> {
  const row = await reader.query
    .selectFrom("role_members")
    .select("added_at")
    .where("role_id", "=", roleId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row?.added_at ?? null;
}

/** The roles that a group itself has, by name. */
export async function rolesOfGroup(reader: Reader, groupId: string): Promise<Role[]> {
  const rows = await reader.query
    .selectFrom("role_groups")
    .innerJoin("roles", "roles.id", "role_groups.role_id")
    .selectAll("roles")
    .where("role_groups.group_id", "=", groupId)
    .orderBy("roles.name_key")
    .limit(200)
    .execute();
  return rows.map(readRole);
}
