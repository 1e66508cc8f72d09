/**
 * Groups and roles in Casdoor's shapes, as its user object holds them: groups as `owner/name`, roles as objects with every key
 * that its clients decode. Who else has a role is in neither.
 */
import type { Reader } from "../../db/database.ts";
import { groupsHeld, type HeldRole, rolesHeld } from "./memberships.ts";
import { endlessRoom, type Room } from "./token-room.ts";

export interface CasdoorMemberships {
  /** `owner/name`. */
  readonly groups: readonly string[];
  readonly roles: readonly Readonly<Record<string, unknown>>[];
}

export const NO_MEMBERSHIPS: CasdoorMemberships = { groups: [], roles: [] };

const time = (at: number): string => new Date(at * 1000).toISOString().replace(".000Z", "Z");

const casdoorRole = (owner: string, { name, displayName, description, createdAt }: HeldRole) => ({
  owner,
  name,
  createdTime: time(createdAt),
  displayName,
  description,
  users: null,
  groups: [],
  roles: [],
  domains: [],
  isEnabled: true,
});

interface Wish {
  readonly userId: string;
  /** The organization's name. */
  readonly owner: string;
  /** The client's row, whose own roles are told besides the organization's; left out for whoever may see all. */
  readonly clientId?: string | undefined;
  /** What is not in it is not read. */
  readonly scopes: readonly string[];
  /** What has no room where it goes is told as none. */
  readonly room?: Room;
}

export async function casdoorMemberships(
  reader: Reader,
  { userId, owner, clientId, scopes, room = endlessRoom }: Wish,
): Promise<CasdoorMemberships> {
  const groups = scopes.includes("groups") ? await groupsHeld(reader, userId) : [];
  const roles = scopes.includes("roles") ? await rolesHeld(reader, userId, clientId) : [];
  const told = {
    groups: groups.map(({ name }) => `${owner}/${name}`),
    roles: roles.map((role) => casdoorRole(owner, role)),
  };
  return { groups: room(told.groups) ? told.groups : [], roles: room(told.roles) ? told.roles : [] };
}
