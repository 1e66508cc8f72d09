/** `alldoor organization update`: what is not said stays as it is. */
import { changeOrganization } from "../../hub/organizations/change.ts";
import { findApplication, findMember, moveApplication, movePerson } from "../../hub/organizations/join.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { inFlags } from "../field-flags.ts";
import {
  ORGANIZATION_FLAGS_TYPED,
  organizationCalled,
  organizationDocument,
  organizationOptions,
  organizationWish,
} from "../organization-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

export const organizationUpdate = command({
  about: [
    "One that is switched off ends nothing: its people don't sign in and its applications get no tokens until it is switched on again. The first one can't be switched off.",
    "A person who is put into another organization is signed out, and what applications hold for them ends; an application loses what its people allowed it.",
  ],
  settings: "hub",
  operands: [{ name: "NAME", help: "The organization, as in alldoor organization list." }],
  options: {
    ...organizationOptions,
    enable: { kind: "flag", help: "Switches it on." },
    disable: { kind: "flag", help: "Switches it off." },
    addPerson: {
      kind: "list",
      value: "USERNAME",
      help: "Puts a person here: an id, a username of the first organization, or organization/username.",
    },
    addApplication: { kind: "list", value: "CLIENT_ID", help: "Puts an application here." },
  },
  examples: [
    "organization update main --require-second-factor password",
    "organization update harbour --disable",
    "organization update harbour --add-person main/theo --add-application 3f0c1de27ab34f5e9a10",
  ],
  async run({ operands: [name = ""], options, configuration, output }) {
    const { enable, disable, addPerson, addApplication } = options;
    if (enable && disable) throw usage("--enable and --disable contradict each other.");
    await inFlags({ ...ORGANIZATION_FLAGS_TYPED, what: "--add-person or --add-application" }, () =>
      withHub(configuration(), async (hub) => {
        const changed = await hub.db.write(async (tx) => {
          const { id } = await organizationCalled(tx, name);
          for (const person of addPerson) await movePerson(tx, hub, COMMAND_LINE, await findMember(tx, person), id);
          for (const application of addApplication)
            await moveApplication(tx, hub, COMMAND_LINE, await findApplication(tx, application), id);
          const standing = enable || disable ? { enabled: enable } : {};
          await changeOrganization(tx, hub, COMMAND_LINE, id, { ...organizationWish(options), ...standing });
          return organizationCalled(tx, name);
        });
        output.answer(organizationDocument(changed), `The organization "${name}" is as you said.`);
      }),
    );
  },
});
