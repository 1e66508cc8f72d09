/** Organizations: made and changed, never removed, because people belong to them. */
import type { OrganizationDocument } from "../../hub/config/document.ts";
import { namedLater } from "../../hub/config/named.ts";
import type { PresentOrganization } from "../../hub/config/present.ts";
import { changeOrganization, createOrganization, type OrganizationWish } from "../../hub/organizations/change.ts";
import { COMMAND_LINE } from "../with-hub.ts";
import { fieldChanges, newFields, type Planning, type Step } from "./steps.ts";

const wishOf = (document: OrganizationDocument, displayName: string): OrganizationWish => ({
  displayName,
  requireSecondFactor: document.require_second_factor,
  allowSignUp: document.allow_sign_up,
  allowAccountDeletion: document.allow_account_deletion,
  takePictures: document.take_pictures,
  allowImpersonation: document.allow_impersonation,
  defaultLocale: document.default_locale,
  enabled: document.enabled,
});

export function organizationSteps(
  { hub }: Planning,
  present: readonly PresentOrganization[],
  wishes: readonly OrganizationDocument[],
): Step[] {
  return wishes.flatMap((document): Step[] => {
    const { name, display_name = name, ...rest } = document;
    const wish = wishOf(document, display_name);
    const known = present.find((each) => each.name === name);
    const at = (field: string): string => `organizations.${name}.${field}`;
    if (!known) {
      return [
        {
          change: { action: "create", kind: "organization", name, fields: newFields({ display_name, ...rest }) },
          async run(tx) {
            await namedLater(at, () => createOrganization(tx, hub, COMMAND_LINE, name, wish));
            return undefined;
          },
        },
      ];
    }
    const fields = fieldChanges(known.values, { display_name, ...rest });
    if (fields.length === 0) return [];
    return [
      {
        change: { action: "change", kind: "organization", name, fields },
        async run(tx) {
          await namedLater(at, () => changeOrganization(tx, hub, COMMAND_LINE, known.id, wish));
          return undefined;
        },
      },
    ];
  });
}
