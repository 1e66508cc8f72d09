/** Groups and roles on the wire, and what their routes have in common. */
import { z } from "zod";
import type { Reader } from "../../db/database.ts";
import { isFieldRefusal, Refusal, renameFaults } from "../../lib/errors.ts";
import { findGroup, type Group } from "../groups/store.ts";
import { readTag, type Tag } from "../groups/tags.ts";
import type { addRoleMember } from "../roles/members.ts";
import { findRole, type Role } from "../roles/store.ts";
import { type ApiCaller, reaches } from "./caller.ts";
import type { ApiRoute } from "./route.ts";
import { changing, id, Nothing, seconds } from "./schema.ts";

const tag = {
  name: z.string().max(100).describe("What applications are told. It does not change afterwards."),
  display_name: z.string().max(200),
  description: z.string().max(1000),
};

export const GroupShape = z.strictObject({
  id,
  organization_id: id,
  ...tag,
  parent_id: id.nullable().describe("The group above it: whoever is in this one is in that one too."),
  created_at: seconds,
  updated_at: seconds,
});

export const NewGroup = z
  .strictObject({ ...tag, parent_id: id.nullable(), organization_id: id.describe("The caller's own by default.") })
  .partial()
  .required({ name: true });

export const GroupChange = z
  .strictObject({ display_name: tag.display_name, description: tag.description, parent_id: id.nullable() })
  .partial();

export const RoleShape = z.strictObject({
  id,
  organization_id: id,
  application_id: id.nullable().describe("The application whose role it is; null for one that all are told of."),
  ...tag,
  created_at: seconds,
  updated_at: seconds,
});

export const NewRole = z
  .strictObject({ ...tag, application_id: id.nullable(), organization_id: id.describe("The caller's own by default.") })
  .partial()
  .required({ name: true });

export const RoleChange = z.strictObject({ display_name: tag.display_name, description: tag.description }).partial();

export const MemberShape = z.strictObject({ user_id: id, added_at: seconds });

export const showGroup = (group: Group): z.output<typeof GroupShape> => ({
  id: group.id,
  organization_id: group.organizationId,
  name: group.name,
  display_name: group.displayName,
  description: group.description,
  parent_id: group.parentId,
  created_at: group.createdAt,
  updated_at: group.updatedAt,
});

export const showRole = (role: Role): z.output<typeof RoleShape> => ({
  id: role.id,
  organization_id: role.organizationId,
  application_id: role.clientId,
  name: role.name,
  display_name: role.displayName,
  description: role.description,
  created_at: role.createdAt,
  updated_at: role.updatedAt,
});

/** @throws Refusal `field_invalid` with `fields`: `name`, `display_name`, `description` */
export const tagIn = (wish: {
  readonly name: string;
  readonly display_name?: string | undefined;
  readonly description?: string | undefined;
}): Tag => readTag({ name: wish.name, display_name: wish.display_name ?? "", description: wish.description ?? "" });

/** @throws Refusal `not_found`, for one of another organization too */
export async function requireGroupOf(reader: Reader, caller: ApiCaller, groupId: string | undefined): Promise<Group> {
  const group = await findGroup(reader, groupId ?? "");
  if (!group || !reaches(caller, group.organizationId)) throw new Refusal("not_found");
  return group;
}

/** @throws Refusal `not_found`, for one of another organization too */
export async function requireRoleOf(reader: Reader, caller: ApiCaller, roleId: string | undefined): Promise<Role> {
  const role = await findRole(reader, roleId ?? "");
  if (!role || !reaches(caller, role.organizationId)) throw new Refusal("not_found");
  return role;
}

/** The organization in which something is made. @throws Refusal `field_invalid` with `fields`: `organization_id` */
export async function organizationFor(reader: Reader, caller: ApiCaller, wished: string | undefined): Promise<string> {
  const own = caller.person?.organizationId ?? caller.client?.organizationId ?? "";
  const organizationId = wished ?? own;
  const row = reaches(caller, organizationId)
    ? await reader.query.selectFrom("organizations").select("id").where("id", "=", organizationId).executeTakeFirst()
    : undefined;
  if (!row) throw new Refusal("field_invalid", undefined, { fields: { organization_id: "invalid_choice" } });
  return row.id;
}

/** Faults of the domain's names under those of the wire. @throws what the work throws */
export async function onTheWire<T>(names: Readonly<Record<string, string>>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFieldRefusal(error)) throw error;
    const fields = renameFaults(error.fields, (name) => names[name] ?? name);
    throw new Refusal(error.code, error.message, { fields });
  }
}

/** A change of who is in a group or has a role: a person or a group stands in the path, and again is no change. */
export const holderRoute = (
  path: ApiRoute["path"],
  { id: operation, method, kind, summary }: Pick<ApiRoute, "id" | "method" | "summary"> & { readonly kind: string },
  requireOf: (reader: Reader, caller: ApiCaller, id: string | undefined) => Promise<{ readonly id: string }>,
  change: typeof addRoleMember,
): ApiRoute =>
  changing({
    id: operation,
    method,
    path: `${path}/:id/${kind}s/:${kind}`,
    summary,
    scope: "alldoor:roles:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change:
      ({ hub, caller, params }) =>
      async (tx) => {
        const held = await requireOf(tx, caller, params.id);
        await change(tx, hub, caller.actor, held.id, params[kind] ?? "");
      },
  });
