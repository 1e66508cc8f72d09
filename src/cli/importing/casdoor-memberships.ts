/**
 * Casdoor's groups (`group`, with the parent's name in `parent_id`) and roles (`role`, with lists of `owner/name`), and who is in
 * them. What a role allows there is in permissions, which do not come.
 */
import { TAG_NAME } from "../../hub/groups/tags.ts";
import { isOn, listOf, textOf } from "./cells.ts";
import type { GroupWish, RoleWish } from "./hub-wishes.ts";
import type { ImportReport, Kind } from "./report.ts";
import type { Row } from "./source.ts";

/** A name as it can be one here; `null` where nothing is left of it. */
function nameOf(row: Row, kind: Kind, source: string, report: ImportReport): string | null {
  const own = textOf(row, "name");
  if (TAG_NAME.test(own)) return own;
  const plain = own
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9._:-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+/, "")
    .slice(0, 100);
  if (!TAG_NAME.test(plain)) {
    report.left(kind, source, "Nothing of its name can be one here.");
    return null;
  }
  report.changed(kind, source, `The name can't be one here; applications know it as "${plain}".`);
  return plain;
}

export const casdoorGroups = (rows: readonly Row[], report: ImportReport): GroupWish[] =>
  rows.flatMap((row): GroupWish[] => {
    const organization = textOf(row, "owner");
    const source = `${organization}/${textOf(row, "name")}`;
    const name = nameOf(row, "group", source, report);
    if (name === null) return [];
    const above = textOf(row, "parent_id");
    return [
      {
        source,
        organization,
        name,
        displayName: textOf(row, "display_name"),
        description: "",
        // A group that stands under none names its organization.
        parent: above === "" || above === organization ? null : `${organization}/${above}`,
      },
    ];
  });

export const casdoorRoles = (rows: readonly Row[], report: ImportReport): RoleWish[] =>
  rows.flatMap((row): RoleWish[] => {
    const organization = textOf(row, "owner");
    const source = `${organization}/${textOf(row, "name")}`;
    if (Object.hasOwn(row, "is_enabled") && !isOn(row, "is_enabled")) {
      report.left("role", source, "It was switched off there.");
      return [];
    }
    const name = nameOf(row, "role", source, report);
    if (name === null) return [];
    if (listOf(row, "roles").length > 0)
      report.changed("role", source, "Roles inside it do not come: give it to those who had it through them.");
    if (listOf(row, "domains").length > 0) report.changed("role", source, "Its domains do not come.");
    return [
      {
        source,
        organization,
        name,
        displayName: textOf(row, "display_name"),
        description: textOf(row, "description"),
        people: listOf(row, "users"),
        groups: listOf(row, "groups"),
      },
    ];
  });
