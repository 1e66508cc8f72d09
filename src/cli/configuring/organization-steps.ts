/** Organizations: made and changed, never removed, because people belong to them. */
import { setSecondFactorPolicy } from "../../hub/admin/second-factors.ts";
import type { OrganizationDocument } from "../../hub/config/document.ts";
import { renameOrganization } from "../../hub/config/organizations.ts";
import type { PresentOrganization } from "../../hub/config/present.ts";
import { importOrganization } from "../../hub/import/organizations.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import { fieldChanges, newFields, type Planning, type Step } from "./steps.ts";

export function organizationSteps(
  { hub }: Planning,
  present: readonly PresentOrganization[],
  wishes: readonly OrganizationDocument[],
): Step[] {
  return wishes.flatMap((wish): Step[] => {
    const { name, require_second_factor } = wish;
    const display_name = wish.display_name ?? name;
    const known = present.find((each) => each.name === name);
    if (!known) {
      return [
        {
          change: {
            action: "create",
            kind: "organization",
            name,
            fields: newFields({ display_name, require_second_factor }),
          },
          async run(tx) {
            const { id } = await importOrganization(tx, hub, name, display_name);
            await setSecondFactorPolicy(tx, hub, COMMAND_LINE, id, require_second_factor);
            return undefined;
          },
        },
      ];
    }
    const fields = fieldChanges(known.values, { display_name, require_second_factor });
    if (fields.length === 0) return [];
    return [
      {
        change: { action: "change", kind: "organization", name, fields },
        async run(tx) {
          if (known.values["display_name"] !== display_name) await renameOrganization(tx, hub, known.id, display_name);
          await setSecondFactorPolicy(tx, hub, COMMAND_LINE, known.id, require_second_factor);
          return undefined;
        },
      },
    ];
  });
}
