/** The groups and roles that a hub has, in the document's words. Who is in them is no set-up, and stands in no document. */
import type { Reader } from "../../db/database.ts";
import type { Values } from "./present.ts";

export interface PresentGroup {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly values: Values & {
    readonly display_name: string;
    readonly description: string;
    readonly parent: string | null;
  };
}

export interface PresentRole {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  /** The `client_id` of the application whose role it is. */
  readonly application: string | null;
  readonly values: Values & {
    readonly display_name: string;
    readonly description: string;
    /** Names, in their order. */
    readonly groups: readonly string[];
  };
}

export async function presentGroups(reader: Reader): Promise<PresentGroup[]> {
  const rows = await reader.query.selectFrom("groups").selectAll().orderBy("name_key").orderBy("id").execute();
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    values: {
      display_name: row.display_name,
      description: row.description,
      parent: row.parent_id === null ? null : (names.get(row.parent_id) ?? null),
    },
  }));
}

/** Every role but those of applications that registered themselves, which are not the document's. */
export async function presentRoles(reader: Reader): Promise<PresentRole[]> {
  const rows = await reader.query
    .selectFrom("roles")
    .leftJoin("clients", "clients.id", "roles.client_id")
    .leftJoin("client_registrations", "client_registrations.client_id", "roles.client_id")
    .select(["roles.id", "roles.organization_id", "roles.name", "roles.display_name", "roles.description"])
    .select("clients.client_id as application")
    .where("client_registrations.client_id", "is", null)
    .orderBy("roles.name_key")
    .orderBy("roles.id")
    .execute();
  const given = await reader.query
    .selectFrom("role_groups")
    .innerJoin("groups", "groups.id", "role_groups.group_id")
    .select(["role_groups.role_id", "groups.name"])
    .orderBy("groups.name_key")
    .execute();
  const groups = new Map<string, string[]>();
  for (const { role_id, name } of given) groups.set(role_id, [...(groups.get(role_id) ?? []), name]);
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    application: row.application,
    values: { display_name: row.display_name, description: row.description, groups: groups.get(row.id) ?? [] },
  }));
}

/** @param nameOf An organization's name. */
export const exportedGroups = (groups: readonly PresentGroup[], nameOf: (id: string) => string) =>
  groups.map(({ organizationId, name, values: { display_name, description, parent } }) => ({
    name,
    organization: nameOf(organizationId),
    ...(display_name === name ? {} : { display_name }),
    ...(description === "" ? {} : { description }),
    ...(parent === null ? {} : { parent }),
  }));

export const exportedRoles = (roles: readonly PresentRole[], nameOf: (id: string) => string) =>
  roles.map(({ organizationId, name, application, values: { display_name, description, groups } }) => ({
    name,
    organization: nameOf(organizationId),
    ...(application === null ? {} : { application }),
    ...(display_name === name ? {} : { display_name }),
    ...(description === "" ? {} : { description }),
    ...(groups.length === 0 ? {} : { groups }),
  }));
