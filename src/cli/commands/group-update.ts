/** `alldoor group update`: what a group is called by people, and where it stands. */
import { changeGroup } from "../../hub/groups/store.ts";
import { readTag } from "../../hub/groups/tags.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
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

export const groupUpdate = command({
  about: ["What is not said stays as it is. The name never changes."],
  settings: "hub",
  operands: [{ name: "NAME", help: "The group, as in alldoor group list." }],
  options: {
    ...tagOptions,
    parent: { kind: "text", value: "NAME", help: "The group that it stands under." },
    top: { kind: "flag", help: "It stands under none." },
    ...organizationOption,
  },
  examples: ["group update pilots --parent staff", "group update pilots --top"],
  async run({ operands: [name = ""], options, configuration, output }) {
    const { displayName, description, parent, top } = options;
    if (top && parent !== undefined) throw usage("--top and --parent contradict each other.");
    await inFlags(MEMBERSHIP_FLAGS, () =>
      withHub(configuration(), async (hub) => {
        const document = await hub.db.write(async (tx) => {
          const { id } = await requireOrganization(tx, options.organization);
          const group = await requireGroupNamed(tx, id, name);
          const tag = readTag({
            name: group.name,
            display_name: displayName ?? group.displayName,
            description: description ?? group.description,
          });
          const above = parent === undefined ? undefined : await requireGroupNamed(tx, id, parent);
          const parentId = top ? null : (above?.id ?? group.parentId);
          return groupDocument(tx, await changeGroup(tx, hub, COMMAND_LINE, group.id, { ...tag, parentId }));
        });
        output.answer(document, `The group "${document.name}" is changed.`);
      }),
    );
  },
});
