/** `alldoor role update`: what a role is called by people. */
import { readTag } from "../../hub/groups/tags.ts";
import { changeRole } from "../../hub/roles/store.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import {
  applicationOption,
  clientRowOf,
  MEMBERSHIP_FLAGS,
  organizationOption,
  requireOrganization,
  requireRoleNamed,
  roleDocument,
  tagOptions,
} from "../membership-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const roleUpdate = command({
  about: ["What is not said stays as it is. The name never changes."],
  settings: "hub",
  operands: [{ name: "NAME", help: "The role, as in alldoor role list." }],
  options: { ...tagOptions, ...applicationOption, ...organizationOption },
  examples: ['role update editor --display-name "Editors of the wiki"'],
  async run({ operands: [name = ""], options, configuration, output }) {
    await inFlags(MEMBERSHIP_FLAGS, () =>
      withHub(configuration(), async (hub) => {
        const document = await hub.db.write(async (tx) => {
          const { id } = await requireOrganization(tx, options.organization);
          const role = await requireRoleNamed(tx, id, await clientRowOf(tx, options.application), name);
          const tag = readTag({
            name: role.name,
            display_name: options.displayName ?? role.displayName,
            description: options.description ?? role.description,
          });
          return roleDocument(tx, await changeRole(tx, hub, COMMAND_LINE, role.id, tag));
        });
        output.answer(document, `The role "${document.name}" is changed.`);
      }),
    );
  },
});
