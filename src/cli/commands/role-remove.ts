/** `alldoor role remove`: the end of a role. */
import { removeRole } from "../../hub/roles/store.ts";
import { command } from "../command.ts";
import {
  applicationOption,
  clientRowOf,
  organizationOption,
  requireOrganization,
  requireRoleNamed,
} from "../membership-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const roleRemove = command({
  about: ["Everybody who has it loses it. A role that an application requires is not removed."],
  settings: "hub",
  operands: [{ name: "NAME", help: "The role, as in alldoor role list." }],
  options: { ...applicationOption, ...organizationOption },
  examples: ["role remove editor"],
  async run({ operands: [name = ""], options, configuration, output }) {
    await withHub(configuration(), async (hub) => {
      const removed = await hub.db.write(async (tx) => {
        const { id } = await requireOrganization(tx, options.organization);
        const role = await requireRoleNamed(tx, id, await clientRowOf(tx, options.application), name);
        await removeRole(tx, hub, COMMAND_LINE, role.id);
        return role.name;
      });
      output.answer({ removed }, `The role "${removed}" is removed.`);
    });
  },
});
