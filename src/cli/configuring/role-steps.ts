/** Roles, each known by its name in its organization or its application, with the groups that have it. */
import type { Writer } from "../../db/database.ts";
import { findClient } from "../../hub/clients/store.ts";
import type { RoleDocument } from "../../hub/config/document.ts";
import type { PresentRole } from "../../hub/config/memberships.ts";
import { namedLater } from "../../hub/config/named.ts";
import { findGroupByName } from "../../hub/groups/store.ts";
import { readTag, tagKey } from "../../hub/groups/tags.ts";
import { findOrganization } from "../../hub/organizations/store.ts";
import { addRoleGroup, groupsOfRole, removeRoleGroup } from "../../hub/roles/members.ts";
import { changeRole, createRole, findRole, type Role, removeRole } from "../../hub/roles/store.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import { fieldChanges, newFields, type Planning, type Step } from "./steps.ts";

const labelOf = (organization: string, application: string | null, name: string): string =>
  `${organization}/${application === null ? "" : `${application}/`}${name}`;
const keyOf = (organization: string, application: string | null, name: string): string =>
  JSON.stringify([organization, application, tagKey(name)]);

interface Steps {
  readonly change: readonly Step[];
  readonly remove: readonly Step[];
}

/** Gives the role to exactly these groups. @throws Refusal `field_invalid` with `fields`: `groups` */
async function setGroups(tx: Writer, { hub }: Planning, role: Role, names: readonly string[]): Promise<void> {
  const wished = new Set<string>();
  for (const name of names) {
    const group = await findGroupByName(tx, role.organizationId, name);
    if (!group) throw fieldRefusal({ groups: "invalid_choice" });
    wished.add(group.id);
  }
  const present = await groupsOfRole(tx, role.id, Number.MAX_SAFE_INTEGER);
  for (const { id } of present) if (!wished.has(id)) await removeRoleGroup(tx, hub, COMMAND_LINE, role.id, id);
  for (const id of wished) await addRoleGroup(tx, hub, COMMAND_LINE, role.id, id);
}

async function makeRole(tx: Writer, { hub }: Planning, wish: RoleDocument): Promise<Role> {
  const organization = await findOrganization(tx, wish.organization);
  if (!organization) throw fieldRefusal({ organization: "invalid_choice" });
  const client = wish.application === null ? null : await findClient(tx, wish.application);
  if (client === undefined) throw fieldRefusal({ application: "invalid_choice" });
  const tag = readTag({ ...wish, display_name: wish.display_name ?? wish.name });
  return createRole(tx, hub, COMMAND_LINE, organization.id, client?.id ?? null, tag);
}

/** @param organizations Names by ids. */
export function roleSteps(
  planning: Planning,
  present: readonly PresentRole[],
  organizations: ReadonlyMap<string, string>,
  wishes: readonly RoleDocument[],
): Steps {
  const { hub, prune } = planning;
  const organizationOf = (role: PresentRole) => organizations.get(role.organizationId) ?? "";
  const presentKey = (role: PresentRole) => keyOf(organizationOf(role), role.application, role.name);
  const known = new Map(present.map((role) => [presentKey(role), role]));
  const kept = new Set(wishes.map((wish) => keyOf(wish.organization, wish.application, wish.name)));
  const gone = prune ? present.filter((role) => !kept.has(presentKey(role))) : [];
  return {
    change: wishes.flatMap((wish): Step[] => {
      const at = (field: string): string => `roles.${wish.name}.${field}`;
      const role = known.get(keyOf(wish.organization, wish.application, wish.name));
      const { display_name = wish.name, description } = wish;
      const groups = [...wish.groups].sort((one, other) => (tagKey(one) < tagKey(other) ? -1 : 1));
      const fields = role ? fieldChanges(role.values, { display_name, description, groups }) : [];
      if (role && fields.length === 0) return [];
      const work = async (tx: Writer) => {
        const tag = readTag({ name: wish.name, display_name, description });
        const changed = role
          ? await changeRole(tx, hub, COMMAND_LINE, role.id, tag)
          : await makeRole(tx, planning, wish);
        await setGroups(tx, planning, changed, groups);
        return undefined;
      };
      return [
        {
          change: {
            action: role ? "change" : "create",
            kind: "role",
            name: labelOf(wish.organization, wish.application, wish.name),
            fields: role ? fields : newFields({ display_name, ...(groups.length === 0 ? {} : { groups }) }),
          },
          run: (tx) => namedLater(at, () => work(tx)),
        },
      ];
    }),
    remove: gone.map((role) => ({
      change: {
        action: "remove",
        kind: "role",
        name: labelOf(organizationOf(role), role.application, role.name),
        fields: [],
      },
      // It may have gone with its application.
      run: async (tx) => {
        if (await findRole(tx, role.id)) await removeRole(tx, hub, COMMAND_LINE, role.id);
        return undefined;
      },
    })),
  };
}
