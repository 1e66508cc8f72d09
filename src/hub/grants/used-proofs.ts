/** What may be shown to us once: the `jti`s of assertions and proofs (RFC 7523, 3; RFC 9449, 11.1), kept until they would have expired. */
import { hash } from "node:crypto";
import type { Writer } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";

const insert = statement<{ key: string; expiresAt: number }>()((db, p) =>
  db
    .insertInto("used_proofs")
    .values({ key: p("key"), expires_at: p("expiresAt") })
    .onConflict((conflict) => conflict.column("key").doNothing()),
);

/**
 * Spends a proof.
 * @param of What it is a proof of, and whose: others may choose the same `jti`.
 * @param expiresAt Unix seconds after which it is refused anyway.
 * @returns whether this caller was the first.
 */
export async function spendProof(tx: Writer, of: string, jti: string, expiresAt: number): Promise<boolean> {
  const key = hash("sha256", JSON.stringify([of, jti]), "base64url");
  return (await tx.run(insert, { key, expiresAt })) === 1;
}
