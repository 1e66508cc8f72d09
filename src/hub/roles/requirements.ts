/** What applications require of their people (`requiredGroups`, `requiredRoles`), against the groups and roles that there are. */
import type { Reader } from "../../db/database.ts";
import { type FieldFault, fieldRefusal, Refusal } from "../../lib/errors.ts";
import type { ClientSettings } from "../clients/settings.ts";
import { tagKey } from "../groups/tags.ts";

type Gate = Pick<ClientSettings, "requiredGroups" | "requiredRoles">;

/**
 * That every name is one of a group of the organization, or of a role that people of this client can have: a slip of the pen
 * would keep everybody out.
 * @param clientId The client's row; `null` while it is being made, when it has no roles of its own yet.
 * @throws Refusal `field_invalid` with `fields`: `requiredGroups`, `requiredRoles`
 */
export async function checkRequirements(
  reader: Reader,
  organizationId: string,
  clientId: string | null,
  { requiredGroups, requiredRoles }: Gate,
): Promise<void> {
  const faults: Record<string, FieldFault> = {};
  if (requiredGroups.length > 0) {
    const keys = requiredGroups.map(tagKey);
    const rows = await reader.query
      .selectFrom("groups")
      .select("name_key")
      .where("organization_id", "=", organizationId)
      .where("name_key", "in", keys)
      .execute();
    if (rows.length !== keys.length) faults["requiredGroups"] = "unknown_name";
  }
  if (requiredRoles.length > 0) {
    const keys = requiredRoles.map(tagKey);
    const rows = await reader.query
      .selectFrom("roles")
      .select("name_key")
      .where("organization_id", "=", organizationId)
      .where("name_key", "in", keys)
      .where((is) =>
        is.or([is("client_id", "is", null), ...(clientId === null ? [] : [is("client_id", "=", clientId)])]),
      )
      .execute();
    if (new Set(rows.map((row) => row.name_key)).size !== keys.length) faults["requiredRoles"] = "unknown_name";
  }
  if (Object.keys(faults).length > 0) throw fieldRefusal(faults);
}

/**
 * That no application requires the name. It would keep everybody out, and let in whoever has what is called so later.
 * @param clientId Only this client can mean it; `null` for what is the organization's.
 * @throws Refusal `still_required`
 */
export async function requireUnused(
  reader: Reader,
  column: "required_groups" | "required_roles",
  organizationId: string,
  clientId: string | null,
  name: string,
): Promise<void> {
  let query = reader.query
    .selectFrom("clients")
    .select(column)
    .where("organization_id", "=", organizationId)
    .where(column, "!=", "[]");
  if (clientId !== null) query = query.where("id", "=", clientId);
  const key = tagKey(name);
  for (const row of await query.execute()) {
    const names = JSON.parse(row[column] ?? "[]") as string[];
    if (names.some((each) => tagKey(each) === key)) throw new Refusal("still_required");
  }
}
