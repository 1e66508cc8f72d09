/** `alldoor group members`: who is in a group, after putting people into it and taking people out. */
import { listGroupMembers } from "../../hub/groups/list.ts";
import { addGroupMember, removeGroupMember } from "../../hub/groups/members.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import {
  MEMBERSHIP_FLAGS,
  MOST_SHOWN,
  organizationOption,
  requireGroupNamed,
  requireOrganization,
  requirePersonNamed,
} from "../membership-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const groupMembers = command({
  about: [
    `Without --add and --remove it only shows who is in the group itself, the ${MOST_SHOWN} latest.`,
    "A change counts with the next tokens that applications get. Either all of a call is done, or nothing.",
  ],
  settings: "hub",
  operands: [{ name: "NAME", help: "The group, as in alldoor group list." }],
  options: {
    add: { kind: "list", value: "PERSON", help: "Put into it: a username or a proven e-mail address." },
    remove: { kind: "list", value: "PERSON", help: "Taken out of it." },
    ...organizationOption,
  },
  examples: ["group members staff", "group members staff --add li --add mei@example.net --remove anna"],
  async run({ operands: [name = ""], options, configuration, output }) {
    await inFlags(MEMBERSHIP_FLAGS, () =>
      withHub(configuration(), async (hub) => {
        const people = await hub.db.write(async (tx) => {
          const { id } = await requireOrganization(tx, options.organization);
          const group = await requireGroupNamed(tx, id, name);
          for (const login of options.add)
            await addGroupMember(tx, hub, COMMAND_LINE, group.id, (await requirePersonNamed(tx, id, login)).id);
          for (const login of options.remove)
            await removeGroupMember(tx, hub, COMMAND_LINE, group.id, (await requirePersonNamed(tx, id, login)).id);
          const { members } = await listGroupMembers(tx, group.id, { size: MOST_SHOWN });
          return members.map(({ user }) => user.name);
        });
        output.answer({ people }, people.length === 0 ? "Nobody is in it." : people.join("\n"));
      }),
    );
  },
});
