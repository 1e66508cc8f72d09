/**
 * The claims `roles` and `groups` (RFC 9068, 2.2.3.1, which takes them from RFC 7643, 4.1.2): names, by the scopes of the same
 * names, and only for a client that an administrator gave the scope. Roles are the organization's and the client's own: no
 * application learns what somebody is at another. Nothing is read where neither scope was granted.
 *
 * Tokens travel in headers and cookies, which have an end. Where somebody has more of a kind than fit, the claim is not in a
 * token at all, for a list that was cut would say that they are not what they are; userinfo and introspection have it whole.
 */
import { MEMBERSHIP_SCOPES, type MembershipScope } from "../clients/settings.ts";
import type { Client } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import { groupsHeld, rolesHeld } from "../roles/memberships.ts";
import { endlessRoom, type Room } from "../roles/token-room.ts";

const namesOf: Readonly<
  Record<MembershipScope, (hub: Pick<Hub, "db">, client: Pick<Client, "id">, userId: string) => Promise<string[]>>
> = {
  roles: async ({ db }, { id }, userId) => [...new Set((await rolesHeld(db, userId, id)).map(({ name }) => name))],
  groups: async ({ db }, _client, userId) => (await groupsHeld(db, userId)).map(({ name }) => name),
};

/**
 * @param scopes What was granted.
 * @param room Where they go (`tokenRoom`), where there is no room for any number.
 */
export async function membershipClaims(
  hub: Pick<Hub, "db">,
  client: Pick<Client, "id" | "scopes">,
  userId: string,
  scopes: readonly string[],
  room: Room = endlessRoom,
): Promise<Partial<Record<MembershipScope, readonly string[]>>> {
  const claims: Partial<Record<MembershipScope, readonly string[]>> = {};
  for (const scope of MEMBERSHIP_SCOPES) {
    // A scope of the client's own may be called the same: it says nothing of ours.
    if (!scopes.includes(scope) || !client.scopes.includes(scope)) continue;
    const names = await namesOf[scope](hub, client, userId);
    if (room(names)) claims[scope] = names;
  }
  return claims;
}
