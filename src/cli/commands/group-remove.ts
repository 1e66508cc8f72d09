/** `alldoor group remove`: the end of a group. */
import { removeGroup } from "../../hub/groups/store.ts";
import { command } from "../command.ts";
import { organizationOption, requireGroupNamed, requireOrganization } from "../membership-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const groupRemove = command({
  about: ["Its people stay. Groups under it move up. A group that an application requires is not removed."],
  settings: "hub",
  operands: [{ name: "NAME", help: "The group, as in alldoor group list." }],
  options: organizationOption,
  examples: ["group remove pilots"],
  async run({ operands: [name = ""], options, configuration, output }) {
    await withHub(configuration(), async (hub) => {
      const removed = await hub.db.write(async (tx) => {
        const { id } = await requireOrganization(tx, options.organization);
        const group = await requireGroupNamed(tx, id, name);
        await removeGroup(tx, hub, COMMAND_LINE, group.id);
        return group.name;
      });
      output.answer({ removed }, `The group "${removed}" is removed.`);
    });
  },
});
