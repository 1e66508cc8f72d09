/** `alldoor group list`: the groups of an organization, by name. */
import { listGroups } from "../../hub/groups/list.ts";
import type { Group } from "../../hub/groups/store.ts";
import { command } from "../command.ts";
import { groupDocument, organizationOption, requireOrganization } from "../membership-view.ts";
import { table } from "../output.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

export const groupList = command({
  about: [],
  settings: "hub",
  options: organizationOption,
  async run({ options, configuration, output }) {
    const settings = configuration();
    if (!hasStore(settings)) output.note(nothingThere(settings));
    const documents = hasStore(settings)
      ? await withHub(settings, async ({ db }) => {
          const { id } = await requireOrganization(db, options.organization);
          const groups: Group[] = [];
          for (let after: string | null | undefined; after !== null; ) {
            const page = await listGroups(db, { organizationId: id, size: 500, after });
            groups.push(...page.rows);
            after = page.next;
          }
          return Promise.all(groups.map((group) => groupDocument(db, group)));
        })
      : [];
    const rows = documents.map(({ name, display_name, parent, description }) => [
      name,
      display_name,
      parent ?? "",
      description,
    ]);
    output.answer(
      documents,
      rows.length === 0 ? "There is no group." : table(["NAME", "SHOWN AS", "UNDER", "DESCRIPTION"], rows),
    );
  },
});
