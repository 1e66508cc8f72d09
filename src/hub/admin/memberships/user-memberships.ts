/** The groups and roles of one person, for their page. */
import type { UserMembershipsProps } from "../../../pages/hub/admin/memberships/user-memberships.tsx";
import type { Hub } from "../../hub.ts";
import { groupsHeld, rolesHeld } from "../../roles/memberships.ts";
import { groupHref } from "./groups-page.tsx";
import { applicationsOf, roleHref } from "./roles-page.tsx";

export async function membershipsShown(hub: Pick<Hub, "db">, userId: string): Promise<Omit<UserMembershipsProps, "t">> {
  const [groups, roles] = [await groupsHeld(hub.db, userId), await rolesHeld(hub.db, userId)];
  const applications = await applicationsOf(hub, roles);
  return {
    groups: groups.map(({ id, name, direct }) => ({ name, direct, application: null, href: groupHref(id) })),
    roles: roles.map(({ id, name, direct, clientId }) => ({
      name,
      direct,
      application: clientId === null ? null : (applications.get(clientId) ?? ""),
      href: roleHref(id),
    })),
  };
}
