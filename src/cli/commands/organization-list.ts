/** `alldoor organization list`. */
import { listOrganizations } from "../../hub/organizations/list.ts";
import type { Organization } from "../../hub/organizations/store.ts";
import { command } from "../command.ts";
import { organizationDocument } from "../organization-view.ts";
import { table } from "../output.ts";
import { hasStore, nothingThere, withHub } from "../with-hub.ts";

export const organizationList = command({
  about: [],
  settings: "hub",
  options: {},
  async run({ configuration, output }) {
    const settings = configuration();
    if (!hasStore(settings)) output.note(nothingThere(settings));
    const all: Organization[] = [];
    if (hasStore(settings))
      await withHub(settings, async ({ db }) => {
        for (let after: string | undefined; ; ) {
          const { organizations, next } = await listOrganizations(db, { after });
          all.push(...organizations);
          if (next === null) return;
          after = next;
        }
      });
    const rows = all.map(({ name, displayName, requireSecondFactor, allowSignUp, disabledAt }) => [
      name,
      displayName,
      requireSecondFactor,
      allowSignUp ? "open" : "closed",
      disabledAt === null ? "on" : "off",
    ]);
    const text =
      rows.length === 0
        ? "There is no organization yet."
        : table(["NAME", "SHOWN AS", "SECOND FACTOR", "SIGN-UP", "IS"], rows);
    output.answer(all.map(organizationDocument), text);
  },
});
