/**
 * Which clients have access to a person: those that the person allowed something (a consent), and those that hold a living
 * grant without having had to ask. Both are taken back together.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import type { Hub } from "../hub.ts";
import { forgetConsent } from "./consents.ts";
import { revokeGrantsOf } from "./grants.ts";

export interface Access {
  readonly clientRowId: string;
  readonly clientName: string;
  readonly homepage: string | null;
  readonly initiateLoginUri: string | null;
  readonly scopes: readonly string[];
  /** Unix seconds of the consent, or of the oldest living grant. */
  readonly since: number;
  /** Unix seconds of the latest tokens, or `null` where there are none. */
  readonly lastUsedAt: number | null;
}

interface Part {
  readonly clientId: string;
  readonly scope: string;
  readonly since: number;
}

export async function listAccess(reader: Reader, hub: Pick<Hub, "clock">, userId: string): Promise<Access[]> {
  const consents = await reader.query
    .selectFrom("consents")
    .select(["client_id", "scope", "created_at"])
    .where("user_id", "=", userId)
    .execute();
  const atResources = await reader.query
    .selectFrom("resource_consents")
    .select(["client_id", "scope", "created_at"])
    .where("user_id", "=", userId)
    .execute();
  const grants = await reader.query
    .selectFrom("grants")
    .select((is) => ["client_id", "scope", is.fn.min("created_at").as("since")])
    .where("user_id", "=", userId)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", seconds(hub.clock))
    .groupBy(["client_id", "scope"])
    .execute();
  const parts: Part[] = [
    ...[...consents, ...atResources].map((row) => ({
      clientId: row.client_id,
      scope: row.scope,
      since: row.created_at,
    })),
    ...grants.map((row) => ({ clientId: row.client_id, scope: row.scope, since: Number(row.since) })),
  ];
  if (parts.length === 0) return [];
  const used = await lastUses(reader, userId);
  const clients = await reader.query
    .selectFrom("clients")
    .select(["id", "name", "homepage", "initiate_login_uri"])
    .where("id", "in", [...new Set(parts.map(({ clientId }) => clientId))])
    .orderBy("name")
    .execute();
  return clients.map(({ id, name, homepage, initiate_login_uri }) => {
    const own = parts.filter(({ clientId }) => clientId === id);
    return {
      clientRowId: id,
      clientName: name,
      homepage,
      initiateLoginUri: initiate_login_uri,
      scopes: [...new Set(own.flatMap(({ scope }) => scope.split(" ")))].filter((scope) => scope !== "").sort(),
      since: Math.min(...own.map(({ since }) => since)),
      lastUsedAt: used.get(id) ?? null,
    };
  });
}

/** When each client last got tokens for a person, by grants that have ended too. */
async function lastUses(reader: Reader, userId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.query
    .selectFrom("grants")
    .select((is) => ["client_id", is.fn.max("rotated_at").as("at")])
    .where("user_id", "=", userId)
    .groupBy("client_id")
    .execute();
  return new Map(rows.map((row) => [row.client_id, Number(row.at)]));
}

/** Takes a client's access back: the consent, codes and every grant. @returns whether there was any */
export async function takeAccessBack(
  tx: Writer,
  hub: Pick<Hub, "clock">,
  userId: string,
  clientId: string,
): Promise<boolean> {
  const hadConsent = await forgetConsent(tx, userId, clientId);
  const grants = await revokeGrantsOf(tx, { userId, clientId }, seconds(hub.clock), "consent-revoked");
  return hadConsent || grants > 0;
}
