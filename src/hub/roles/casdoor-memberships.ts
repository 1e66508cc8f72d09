/**
 * Groups and roles in Casdoor's shapes, as its user object holds them: groups as `owner/name`, roles as objects with every key
 * that its clients decode. Who else has a role is in neither.
 */
import type { Reader } from "../../db/database.ts";
import { groupsHeld, type HeldRole, rolesHeld } from "./memberships.ts";

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
  /** More of a kind than this is told as none: where they go there is no room. */
  readonly most?: number;
}

export async function casdoorMemberships(
  reader: Reader,
  { userId, owner, clientId, scopes, most = Number.POSITIVE_INFINITY }: Wish,
): Promise<CasdoorMemberships> {
  const groups = scopes.includes("groups") ? await groupsHeld(reader, userId) : [];
  const roles = scopes.includes("roles") ? await rolesHeld(reader, userId, clientId) : [];
  return {
    groups: groups.length > most ? [] : groups.map(({ name }) => `${owner}/${name}`),
    roles: roles.length > most ? [] : roles.map((role) => casdoorRole(owner, role)),
  };
}
