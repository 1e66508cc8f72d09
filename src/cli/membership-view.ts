/** Groups and roles as the command line names and shows them: by their names in an organization, times in Unix seconds. */
import type { Reader } from "../db/database.ts";
import { findClient } from "../hub/clients/store.ts";
import { findGroup, findGroupByName, type Group } from "../hub/groups/store.ts";
import { findOrganization, type Organization } from "../hub/organizations/store.ts";
import { findRoleByName, type Role } from "../hub/roles/store.ts";
import { findUserByLogin, type User } from "../hub/users/store.ts";
import { Failure } from "./failure.ts";

export const MEMBERSHIP_FLAGS = {
  name: "NAME",
  display_name: "--display-name",
  description: "--description",
  parent: "--parent",
  application: "--application",
  user: "--add",
  group: "--add-group",
} as const;

/** The options that say where a group or role is. */
export const organizationOption = {
  organization: { kind: "text", value: "NAME", help: "The organization. Default: main." },
} as const;

export const applicationOption = {
  application: {
    kind: "text",
    value: "CLIENT_ID",
    help: "The application whose role it is. Left out: a role that every application is told of.",
  },
} as const;

/** The options that say what it is called by people. */
export const tagOptions = {
  displayName: { kind: "text", value: "TEXT", help: "What people read. Default: the name." },
  description: { kind: "text", value: "TEXT", help: "What it is for." },
} as const;

/** @throws Failure `organization_missing` */
export async function requireOrganization(reader: Reader, name = "main"): Promise<Organization> {
  const organization = await findOrganization(reader, name);
  if (!organization) throw new Failure("organization_missing", `There is no organization "${name}".`);
  return organization;
}

/** @throws Failure `group_missing` */
export async function requireGroupNamed(reader: Reader, organizationId: string, name: string): Promise<Group> {
  const group = await findGroupByName(reader, organizationId, name);
  if (!group) throw new Failure("group_missing", `No group is called "${name}". See alldoor group list.`);
  return group;
}

/** The client's row of a `client_id`; `null` where none is named. @throws Failure `application_missing` */
export async function clientRowOf(reader: Reader, clientId: string | undefined): Promise<string | null> {
  if (clientId === undefined) return null;
  const client = await findClient(reader, clientId);
  if (!client) throw new Failure("application_missing", `No application has the client id "${clientId}".`);
  return client.id;
}

/** @throws Failure `role_missing` */
export async function requireRoleNamed(
  reader: Reader,
  organizationId: string,
  clientRowId: string | null,
  name: string,
): Promise<Role> {
  const role = await findRoleByName(reader, organizationId, clientRowId, name);
  if (!role) throw new Failure("role_missing", `No such role is called "${name}". See alldoor role list.`);
  return role;
}

/** @throws Failure `person_missing` */
export async function requirePersonNamed(reader: Reader, organizationId: string, login: string): Promise<User> {
  const user = await findUserByLogin(reader, organizationId, login);
  if (!user) throw new Failure("person_missing", `Nobody has the username or proven address "${login}".`);
  return user;
}

export const groupDocument = async (reader: Reader, group: Group) => ({
  name: group.name,
  display_name: group.displayName,
  description: group.description,
  parent: group.parentId === null ? null : ((await findGroup(reader, group.parentId))?.name ?? null),
  id: group.id,
  created_at: group.createdAt,
});

export async function roleDocument(reader: Reader, role: Role) {
  const client =
    role.clientId === null
      ? undefined
      : await reader.query.selectFrom("clients").select("client_id").where("id", "=", role.clientId).executeTakeFirst();
  return {
    name: role.name,
    application: client?.client_id ?? null,
    display_name: role.displayName,
    description: role.description,
    id: role.id,
    created_at: role.createdAt,
  };
}

/** People of a list, at most so many. */
export const MOST_SHOWN = 1000;
