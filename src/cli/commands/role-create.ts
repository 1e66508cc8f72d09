/** `alldoor role create`: a role, made as the console makes one. */
import { readTag } from "../../hub/groups/tags.ts";
import { createRole } from "../../hub/roles/store.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import {
  applicationOption,
  clientRowOf,
  MEMBERSHIP_FLAGS,
  organizationOption,
  requireOrganization,
  roleDocument,
  tagOptions,
} from "../membership-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const roleCreate = command({
  about: [
    "Applications are told the names of a person's roles where they may have the scope roles; a role of one application is told to no other. A name never changes.",
  ],
  settings: "hub",
  operands: [{ name: "NAME", help: "Letters, digits, dots, dashes, underscores and colons." }],
  options: { ...tagOptions, ...applicationOption, ...organizationOption },
  examples: ["role create editor", "role create Admin --application 3f0c1de27ab34f5e9a10"],
  async run({ operands: [name = ""], options, configuration, output }) {
    await inFlags(MEMBERSHIP_FLAGS, () =>
      withHub(configuration(), async (hub) => {
        const tag = readTag({
          name,
          display_name: options.displayName ?? "",
          description: options.description ?? "",
        });
        const document = await hub.db.write(async (tx) => {
          const { id } = await requireOrganization(tx, options.organization);
          const clientRowId = await clientRowOf(tx, options.application);
          return roleDocument(tx, await createRole(tx, hub, COMMAND_LINE, id, clientRowId, tag));
        });
        output.answer(document, `The role "${document.name}" is made.`);
      }),
    );
  },
});
