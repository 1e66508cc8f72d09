/** `alldoor organization create`: an organization, made by the console's own function. */
import { createOrganization } from "../../hub/organizations/change.ts";
import { command } from "../command.ts";
import { inFlags } from "../field-flags.ts";
import {
  ORGANIZATION_FLAGS_TYPED,
  organizationDocument,
  organizationOptions,
  organizationWish,
} from "../organization-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const organizationCreate = command({
  about: ["People and applications belong to one organization each; who is of one signs in to its applications alone."],
  settings: "hub",
  operands: [{ name: "NAME", help: "Letters, digits, dots, dashes and underscores. It never changes." }],
  options: organizationOptions,
  examples: ['organization create harbour --display-name "The Harbour" --sign-up off'],
  async run({ operands: [name = ""], options, configuration, output }) {
    await inFlags({ ...ORGANIZATION_FLAGS_TYPED, name: "NAME" }, () =>
      withHub(configuration(), async (hub) => {
        const made = await hub.db.write((tx) =>
          createOrganization(tx, hub, COMMAND_LINE, name, organizationWish(options)),
        );
        output.answer(organizationDocument(made), `The organization "${made.name}" is made.`);
      }),
    );
  },
});
