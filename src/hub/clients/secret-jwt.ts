/**
 * Secrets that clients sign with (`client_secret_jwt`, OpenID Connect Core, 9). An HMAC is checked with the secret itself, so
 * that a hash is not enough: these alone are kept sealed, for clients that chose this method and no others.
 */
import type { Reader, Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import type { Hub } from "../hub.ts";

/** Bytes of randomness: as base64url they are 64 characters, as many as HS512 needs (RFC 7518, 3.2). */
export const SIGNING_SECRET_BYTES = 48;

const placeOf = (clientRowId: string) => `client_secrets:sealed_secret:${clientRowId}` as const;

const byClient = statement<{ clientId: string }>()((db, p) =>
  db.selectFrom("client_secrets").select("sealed_secret").where("client_id", "=", p("clientId")),
);

/** Keeps a secret that is signed with, in the place of the one before. */
export async function keepSigningSecret(
  tx: Writer,
  hub: Pick<Hub, "vault">,
  clientRowId: string,
  secret: string,
): Promise<void> {
  const sealed_secret = hub.vault.seal(secret, placeOf(clientRowId));
  await tx.query
    .insertInto("client_secrets")
    .values({ client_id: clientRowId, sealed_secret })
    .onConflict((conflict) => conflict.column("client_id").doUpdateSet({ sealed_secret }))
    .execute();
}

export async function forgetSigningSecret(tx: Writer, clientRowId: string): Promise<void> {
  await tx.query.deleteFrom("client_secrets").where("client_id", "=", clientRowId).execute();
}

/** The secret that a client signs with; `null` where it has none. @throws Refusal `encryption_key_wrong` */
export async function findSigningSecret(
  reader: Reader,
  hub: Pick<Hub, "vault">,
  clientRowId: string,
): Promise<string | null> {
  const row = await reader.first(byClient, { clientId: clientRowId });
  return row ? hub.vault.open(row.sealed_secret, placeOf(clientRowId)) : null;
}
