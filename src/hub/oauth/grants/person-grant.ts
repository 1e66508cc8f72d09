/** The row of a grant that is a person's, however they gave it. */
import { seconds } from "../../../lib/clock.ts";
import { randomToken } from "../../../lib/random.ts";
import type { Client } from "../../clients/store.ts";
import { GRANT_ABSOLUTE_SECONDS, type GrantRow } from "../../grants/grants.ts";
import type { Hub } from "../../hub.ts";

/** What differs from grant to grant. */
export type PersonGrant = Pick<GrantRow, "user_id" | "session_id" | "scope" | "kind" | "authenticated_at" | "amr"> &
  Partial<Pick<GrantRow, "resource" | "acr" | "dpop_jkt" | "parent_id">> & {
    /** Unix seconds past which it is never refreshed. */
    readonly until?: number;
    /** Whether it may give refresh tokens, where the client may have them. */
    readonly refreshable: boolean;
  };

/** Called in the transaction that stores it, so that a try after two hubs drew the same row id draws another. */
export function personGrant(
  hub: Pick<Hub, "ids" | "clock">,
  client: Client,
  { until, refreshable, ...given }: PersonGrant,
): GrantRow {
  const now = seconds(hub.clock);
  const absolute = Math.min(until ?? Number.MAX_SAFE_INTEGER, now + GRANT_ABSOLUTE_SECONDS);
  const refreshes = refreshable && client.grantTypes.includes("refresh_token");
  return {
    resource: "[]",
    acr: null,
    dpop_jkt: null,
    parent_id: null,
    ...given,
    id: hub.ids(),
    client_id: client.id,
    nonce: null,
    claims: null,
    created_at: now,
    expires_at: refreshes ? Math.min(absolute, now + client.refreshTokenSeconds) : now + client.accessTokenSeconds,
    absolute_expires_at: absolute,
    refresh_salt: randomToken(16),
    refresh_generation: refreshes ? 1 : 0,
    rotated_at: now,
    revoked_at: null,
    revoked_reason: null,
  };
}
