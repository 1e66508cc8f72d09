/** Groups by name and the people in one by when they came, latest first: a page at a time, each along an index of its own. */
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
} from "./pages.ts";
import { type Group, readGroup } from "./store.ts";

/** @param query `search` is the beginning of a name. */
export async function listGroups(reader: Reader, query: TagQuery = {}): Promise<TagPage<Group>> {
  return tagPage(query, async ({ edge, upwards, prefix, most }) => {
    const direction = upwards ? "desc" : "asc";
    let rows = reader.query
      .selectFrom("groups")
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
    return (await rows.execute()).map(readGroup);
  });
}

/** The people who are in a group themselves. */
export async function listGroupMembers(reader: Reader, groupId: string, cursor: Cursor = {}): Promise<MemberPage> {
  const { edge, upwards, size } = readTimeCursor(cursor);
  const direction = upwards ? "asc" : "desc";
  let rows = reader.query
    .selectFrom("group_members")
    .select(["user_id", "added_at"])
    .where("group_id", "=", groupId)
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

/** Since when somebody is in a group themselves, in Unix seconds; `null` for whoever is not. */
export async function inGroupSince(reader: Reader, groupId: string, userId: string): Promise<number | null> {
  const row = await reader.query
    .selectFrom("group_members")
    .select("added_at")
    .where("group_id", "=", groupId)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return row?.added_at ?? null;
}
