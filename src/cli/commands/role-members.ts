/** `alldoor role members`: the people and groups that have a role, after giving and taking it. */
import type { Writer } from "../../db/database.ts";
import type { Hub } from "../../hub/hub.ts";
import { listRoleMembers } from "../../hub/roles/list.ts";
import {
  addRoleGroup,
  addRoleMember,
  groupsOfRole,
  removeRoleGroup,
  removeRoleMember,
} from "../../hub/roles/members.ts";
import type { Role } from "../../hub/roles/store.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import {
  applicationOption,
  clientRowOf,
  MEMBERSHIP_FLAGS,
  MOST_SHOWN,
  organizationOption,
  requireGroupNamed,
  requireOrganization,
  requirePersonNamed,
  requireRoleNamed,
} from "../membership-view.ts";
import { facts } from "../output.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

interface Wishes {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  readonly addGroup: readonly string[];
  readonly removeGroup: readonly string[];
}

async function carryOut(tx: Writer, hub: Hub, { id, organizationId }: Role, wishes: Wishes): Promise<void> {
  const person = async (login: string) => (await requirePersonNamed(tx, organizationId, login)).id;
  const group = async (name: string) => (await requireGroupNamed(tx, organizationId, name)).id;
  for (const login of wishes.add) await addRoleMember(tx, hub, COMMAND_LINE, id, await person(login));
  for (const login of wishes.remove) await removeRoleMember(tx, hub, COMMAND_LINE, id, await person(login));
  for (const name of wishes.addGroup) await addRoleGroup(tx, hub, COMMAND_LINE, id, await group(name));
  for (const name of wishes.removeGroup) await removeRoleGroup(tx, hub, COMMAND_LINE, id, await group(name));
}

export const roleMembers = command({
  about: [
    `Without --add and --remove it only shows who has the role: people by themselves, the ${MOST_SHOWN} latest, and groups.`,
    "A change counts with the next tokens that applications get. Either all of a call is done, or nothing.",
  ],
  settings: "hub",
  operands: [{ name: "NAME", help: "The role, as in alldoor role list." }],
  options: {
    add: { kind: "list", value: "PERSON", help: "Given to: a username or a proven e-mail address." },
    remove: { kind: "list", value: "PERSON", help: "Taken from." },
    addGroup: { kind: "list", value: "NAME", help: "Given to everybody in the group." },
    removeGroup: { kind: "list", value: "NAME", help: "Taken from the group." },
    ...applicationOption,
    ...organizationOption,
  },
  examples: ["role members editor", "role members editor --add li --add-group staff"],
  async run({ operands: [name = ""], options, configuration, output }) {
    await inFlags(MEMBERSHIP_FLAGS, () =>
      withHub(configuration(), async (hub) => {
        const document = await hub.db.write(async (tx) => {
          const { id } = await requireOrganization(tx, options.organization);
          const role = await requireRoleNamed(tx, id, await clientRowOf(tx, options.application), name);
          await carryOut(tx, hub, role, options);
          const { members } = await listRoleMembers(tx, role.id, { size: MOST_SHOWN });
          return {
            people: members.map(({ user }) => user.name),
            groups: (await groupsOfRole(tx, role.id)).map((group) => group.name),
          };
        });
        output.answer(
          document,
          facts([
            ["People", document.people.join(" ") || "none"],
            ["Groups", document.groups.join(" ") || "none"],
          ]),
        );
      }),
    );
  },
});
