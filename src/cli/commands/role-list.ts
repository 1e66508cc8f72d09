/** `alldoor role list`: the roles of an organization and of its applications, by name. */
import { listRoles } from "../../hub/roles/list.ts";
import type { Role } from "../../hub/roles/store.ts";
import { command } from "../command.ts";
import { organizationOption, requireOrganization, roleDocument } from "../membership-view.ts";
import { table } from "../output.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

export const roleList = command({
  about: [],
  settings: "hub",
  options: organizationOption,
  async run({ options, configuration, output }) {
    const settings = configuration();
    if (!hasStore(settings)) output.note(nothingThere(settings));
    const documents = hasStore(settings)
      ? await withHub(settings, async ({ db }) => {
          const { id } = await requireOrganization(db, options.organization);
          const roles: Role[] = [];
          for (let after: string | null | undefined; after !== null; ) {
            const page = await listRoles(db, { organizationId: id, size: 500, after });
            roles.push(...page.rows);
            after = page.next;
          }
          return Promise.all(roles.map((role) => roleDocument(db, role)));
        })
      : [];
    const rows = documents.map(({ name, application, display_name, description }) => [
      name,
      application ?? "every application",
      display_name,
      description,
    ]);
    output.answer(
      documents,
      rows.length === 0 ? "There is no role." : table(["NAME", "OF", "SHOWN AS", "DESCRIPTION"], rows),
    );
  },
});
