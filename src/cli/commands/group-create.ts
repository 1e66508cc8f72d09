/** `alldoor group create`: a group, made as the console makes one. */
import { createGroup } from "../../hub/groups/store.ts";
import { readTag } from "../../hub/groups/tags.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import {
  groupDocument,
  MEMBERSHIP_FLAGS,
  organizationOption,
  requireGroupNamed,
  requireOrganization,
  tagOptions,
} from "../membership-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const groupCreate = command({
  about: [
    "Applications are told the names of a person's groups where they may have the scope groups. A name never changes.",
    "Whoever is in a group is in those above it too.",
  ],
  settings: "hub",
  operands: [{ name: "NAME", help: "Letters, digits, dots, dashes, underscores and colons." }],
  options: {
    ...tagOptions,
    parent: { kind: "text", value: "NAME", help: "The group that it stands under." },
    ...organizationOption,
  },
  examples: ["group create staff", 'group create pilots --display-name "The pilots" --parent staff'],
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
          const above = options.parent === undefined ? null : await requireGroupNamed(tx, id, options.parent);
          const group = await createGroup(tx, hub, COMMAND_LINE, id, { ...tag, parentId: above?.id ?? null });
          return groupDocument(tx, group);
        });
        output.answer(document, `The group "${document.name}" is made.`);
      }),
    );
  },
});
