/** Groups, each known by its name in its organization; those above come before those below. */
import type { Writer } from "../../db/database.ts";
import type { GroupDocument } from "../../hub/config/document.ts";
import type { PresentGroup } from "../../hub/config/memberships.ts";
import { namedLater } from "../../hub/config/named.ts";
import { changeGroup, createGroup, findGroup, findGroupByName, removeGroup } from "../../hub/groups/store.ts";
import { readTag, tagKey } from "../../hub/groups/tags.ts";
import { findOrganization } from "../../hub/organizations/store.ts";
import { fieldRefusal } from "../../lib/errors.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import { fieldChanges, newFields, type Planning, type Step } from "./steps.ts";

const labelOf = (organization: string, name: string): string => `${organization}/${tagKey(name)}`;

/** Each after the one above it, where that is in the document too; a circle stays as it is, to be refused. */
function fromAbove(wishes: readonly GroupDocument[]): GroupDocument[] {
  const byLabel = new Map(wishes.map((wish) => [labelOf(wish.organization, wish.name), wish]));
  const ordered = new Set<GroupDocument>();
  const under = new Set<GroupDocument>();
  const place = (wish: GroupDocument): void => {
    if (ordered.has(wish) || under.has(wish)) return;
    under.add(wish);
    const above = wish.parent === null ? undefined : byLabel.get(labelOf(wish.organization, wish.parent));
    if (above) place(above);
    ordered.add(wish);
  };
  for (const wish of wishes) place(wish);
  return [...ordered];
}

interface Steps {
  readonly change: readonly Step[];
  readonly remove: readonly Step[];
}

/** @param organizations Names by ids. */
export function groupSteps(
  { hub, prune }: Planning,
  present: readonly PresentGroup[],
  organizations: ReadonlyMap<string, string>,
  wishes: readonly GroupDocument[],
): Steps {
  const placeOf = (group: PresentGroup) => labelOf(organizations.get(group.organizationId) ?? "", group.name);
  const known = new Map(present.map((group) => [placeOf(group), group]));
  const kept = new Set(wishes.map(({ organization, name }) => labelOf(organization, name)));
  const gone = prune ? present.filter((group) => !kept.has(placeOf(group))) : [];
  return {
    change: fromAbove(wishes).flatMap((wish): Step[] => {
      const at = (field: string): string => `groups.${wish.name}.${field}`;
      const group = known.get(labelOf(wish.organization, wish.name));
      const { display_name = wish.name, description, parent } = wish;
      const fields = group ? fieldChanges(group.values, { display_name, description, parent }) : [];
      if (group && fields.length === 0) return [];
      const work = async (tx: Writer) => {
        const organization = await findOrganization(tx, wish.organization);
        if (!organization) throw fieldRefusal({ organization: "invalid_choice" });
        const above = parent === null ? undefined : await findGroupByName(tx, organization.id, parent);
        if (parent !== null && !above) throw fieldRefusal({ parent: "invalid_choice" });
        const read = { ...readTag({ name: wish.name, display_name, description }), parentId: above?.id ?? null };
        if (group) await changeGroup(tx, hub, COMMAND_LINE, group.id, read);
        else await createGroup(tx, hub, COMMAND_LINE, organization.id, read);
        return undefined;
      };
      return [
        {
          change: {
            action: group ? "change" : "create",
            kind: "group",
            name: `${wish.organization}/${wish.name}`,
            fields: group ? fields : newFields({ display_name, ...(parent === null ? {} : { parent }) }),
          },
          run: (tx) => namedLater(at, () => work(tx)),
        },
      ];
    }),
    remove: gone.map((group) => ({
      change: {
        action: "remove",
        kind: "group",
        name: `${organizations.get(group.organizationId) ?? ""}/${group.name}`,
        fields: [],
      },
      run: async (tx) => {
        if (await findGroup(tx, group.id)) await removeGroup(tx, hub, COMMAND_LINE, group.id);
        return undefined;
      },
    })),
  };
}
