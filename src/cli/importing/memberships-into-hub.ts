/**
 * Groups and roles that came from elsewhere. What is here already under the same name is taken for the same, and left as it is, but
 * for the people who come along. Only they are put into groups and given roles: nobody who was here before gets anything by an import.
 */
import type { Writer } from "../../db/database.ts";
import { addGroupMember } from "../../hub/groups/members.ts";
import { createGroup, findGroupByName } from "../../hub/groups/store.ts";
import { readTag } from "../../hub/groups/tags.ts";
import type { Hub } from "../../hub/hub.ts";
import { addRoleGroup, addRoleMember } from "../../hub/roles/members.ts";
import { createRole, findRoleByName } from "../../hub/roles/store.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import type { GroupWish, HubWishes, RoleWish } from "./hub-wishes.ts";
import type { ImportReport } from "./report.ts";
import { reported } from "./reported.ts";

export interface Came {
  /** Ids of organizations, by the source's names. */
  readonly organizations: ReadonlyMap<string, string>;
  /** Ids of the people who came in this run, by `organization/name` of the source. */
  readonly people: ReadonlyMap<string, string>;
}

const tagOf = ({ name, displayName, description }: GroupWish | RoleWish) =>
  readTag({ name, display_name: [...displayName].slice(0, 100).join(""), description: description.slice(0, 500) });

/** Those above before those below; what stands in a circle, or under one that is not there, stands under none. */
function fromAbove(groups: readonly GroupWish[]): GroupWish[] {
  const waiting = new Map(groups.map((group) => [group.source, group]));
  const ordered: GroupWish[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ parent }) => parent === null || !waiting.has(parent));
    const next =
      ready.length > 0 ? ready : [...waiting.values()].slice(0, 1).map((group) => ({ ...group, parent: null }));
    for (const group of next) {
      ordered.push(group);
      waiting.delete(group.source);
    }
  }
  return ordered;
}

async function addGroups(
  tx: Writer,
  hub: Hub,
  { groups }: HubWishes,
  { organizations }: Came,
  report: ImportReport,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const wish of fromAbove(groups)) {
    const organizationId = organizations.get(wish.organization);
    if (organizationId === undefined) {
      report.left("group", wish.source, "Its organization is not in the source.");
      continue;
    }
    const known = await findGroupByName(tx, organizationId, wish.name);
    if (known) {
      ids.set(wish.source, known.id);
      report.left("group", wish.source, "A group of this name is here already; its people come to it.");
      continue;
    }
    const parentId = wish.parent === null ? null : (ids.get(wish.parent) ?? null);
    if (wish.parent !== null && parentId === null)
      report.changed("group", wish.source, "The group above it did not come: it stands under none.");
    await reported(report, "group", wish.source, async () => {
      const { id } = await createGroup(tx, hub, COMMAND_LINE, organizationId, { ...tagOf(wish), parentId });
      ids.set(wish.source, id);
    });
  }
  return ids;
}

async function addRoles(
  tx: Writer,
  hub: Hub,
  { roles }: HubWishes,
  { organizations, people }: Came,
  groups: ReadonlyMap<string, string>,
  report: ImportReport,
): Promise<void> {
  for (const wish of roles) {
    const organizationId = organizations.get(wish.organization);
    if (organizationId === undefined) {
      report.left("role", wish.source, "Its organization is not in the source.");
      continue;
    }
    const known = await findRoleByName(tx, organizationId, null, wish.name);
    if (known) report.left("role", wish.source, "A role of this name is here already; its people come to it.");
    let roleId = known?.id ?? "";
    if (!known)
      await reported(report, "role", wish.source, async () => {
        roleId = (await createRole(tx, hub, COMMAND_LINE, organizationId, null, tagOf(wish))).id;
      });
    if (roleId === "") continue;
    for (const name of known ? [] : wish.groups) {
      const groupId = groups.get(name);
      if (groupId === undefined) report.left("membership", `${wish.source} of ${name}`, "There is no such group.");
      else
        await reported(report, "membership", `${wish.source} of ${name}`, () =>
          addRoleGroup(tx, hub, COMMAND_LINE, roleId, groupId),
        );
    }
    for (const name of wish.people) {
      const userId = people.get(name);
      if (userId !== undefined)
        await reported(report, "membership", `${wish.source} of ${name}`, () =>
          addRoleMember(tx, hub, COMMAND_LINE, roleId, userId),
        );
    }
  }
}

/** @param wishes Whose people have come already. */
export async function addMemberships(
  tx: Writer,
  hub: Hub,
  wishes: HubWishes,
  came: Came,
  report: ImportReport,
): Promise<void> {
  const groups = await addGroups(tx, hub, wishes, came, report);
  for (const { source, groups: names } of wishes.people) {
    const userId = came.people.get(source);
    if (userId === undefined) continue;
    for (const name of names) {
      const groupId = groups.get(name);
      if (groupId === undefined) report.left("membership", `${source} in ${name}`, "There is no such group.");
      else
        await reported(report, "membership", `${source} in ${name}`, () =>
          addGroupMember(tx, hub, COMMAND_LINE, groupId, userId),
        );
    }
  }
  await addRoles(tx, hub, wishes, came, groups, report);
}
