/**
 * The groups and roles of one person, for their page, and what changes them there: `POST /admin/users/:id/groups` (field `group`)
 * and `/roles` (field `role`), each with `/remove`.
 */
import type { Writer } from "../../../db/database.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { Refusal } from "../../../lib/errors.ts";
import type { UserMembershipsProps } from "../../../pages/hub/admin/memberships/user-memberships.tsx";
import type { Actor } from "../../audit/audit.ts";
import { listGroups } from "../../groups/list.ts";
import { addGroupMember, removeGroupMember } from "../../groups/members.ts";
import type { Hub } from "../../hub.ts";
import { listRoles } from "../../roles/list.ts";
import { addRoleMember, removeRoleMember } from "../../roles/members.ts";
import { groupsHeld, rolesHeld } from "../../roles/memberships.ts";
import type { User } from "../../users/store.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, SECTIONS } from "../frame.ts";
import { groupHref } from "./groups-page.tsx";
import { applicationsOf, roleHref } from "./roles-page.tsx";

/** Groups and roles to choose from; where there are more, their own pages have them all. */
const OFFERED = 200;

const hrefOf = (userId: string): string => `${SECTIONS.users}/${userId}`;

/** Those that somebody is not in themselves. */
const besides = <T extends { readonly id: string }>(
  all: readonly T[],
  held: readonly { readonly id: string; readonly direct: boolean }[],
): T[] => all.filter(({ id }) => !held.some((each) => each.direct && each.id === id));

export async function membershipsShown(
  hub: Pick<Hub, "db">,
  { id: userId, organizationId }: Pick<User, "id" | "organizationId">,
): Promise<Omit<UserMembershipsProps, "t" | "csrf">> {
  const [groups, roles] = [await groupsHeld(hub.db, userId), await rolesHeld(hub.db, userId)];
  const query = { organizationId, size: OFFERED };
  const otherGroups = besides((await listGroups(hub.db, query)).rows, groups);
  const otherRoles = besides((await listRoles(hub.db, query)).rows, roles);
  const applications = await applicationsOf(hub, [...roles, ...otherRoles]);
  const nameOf = (clientId: string | null): string | null =>
    clientId === null ? null : (applications.get(clientId) ?? "");
  const href = hrefOf(userId);
  return {
    groups: {
      held: groups.map(({ id, name, direct }) => ({ id, name, direct, application: null, href: groupHref(id) })),
      others: otherGroups.map(({ id, name }) => ({ value: id, label: name })),
      addAction: `${href}/groups`,
      takeAction: `${href}/groups/remove`,
    },
    roles: {
      held: roles.map(({ id, name, direct, clientId }) => ({
        id,
        name,
        direct,
        application: nameOf(clientId),
        href: roleHref(id),
      })),
      others: otherRoles.map(({ id, name, clientId }) => ({
        value: id,
        label: clientId === null ? name : `${name} (${nameOf(clientId)})`,
      })),
      addAction: `${href}/roles`,
      takeAction: `${href}/roles/remove`,
    },
  };
}

type Change = (tx: Writer, hub: Hub, actor: Actor, tagId: string, userId: string) => Promise<boolean>;

const changing =
  (field: "group" | "role", work: Change, notice: "member_added" | "member_removed") =>
  async (context: PageContext): Promise<Answer> => {
    const { hub, params, form } = context;
    const userId = params.id ?? "";
    const chosen = form.get(field);
    if (chosen === "") return context.redirect(`${hrefOf(userId)}?error=nothing_chosen`);
    try {
      await hub.db.write((tx) => work(tx, hub, actorOf(context), chosen, userId));
    } catch (error) {
      // A person who is gone, or who has been put into another organization meanwhile.
      if (error instanceof Refusal && error.code === "field_invalid") throw new Refusal("not_found");
      throw error;
    }
    return context.redirect(`${hrefOf(userId)}?notice=${notice}`);
  };

export const putIntoGroup = changing("group", addGroupMember, "member_added");
export const takeOutOfGroup = changing("group", removeGroupMember, "member_removed");
export const giveUserRole = changing("role", addRoleMember, "member_added");
export const takeUserRole = changing("role", removeRoleMember, "member_removed");
