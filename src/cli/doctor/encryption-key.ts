/** The encryption key: there, usable, and the one that the stored secrets were sealed with, down to the signing keys. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../../db/database.ts";
import { SIGNING_ALGS } from "../../hub/clients/settings.ts";
import { ENCRYPTION_PROBE, openVault } from "../../hub/encryption-key.ts";
import { loadKeys } from "../../hub/keys/store.ts";
import type { Configuration } from "../../lib/configuration.ts";
import { Refusal } from "../../lib/errors.ts";
import { sealingKey, type Vault } from "../../lib/seal.ts";
import { type Finding, failed, ok } from "./finding.ts";

const CHECK = "encryption-key";
const FIX =
  "Put back the key that the data was set up with: nothing else opens it. Keep a copy of it, apart from the backups of the data.";

export interface KeyFinding {
  readonly finding: Finding;
  readonly vault: Vault | null;
}

const without = (finding: Finding): KeyFinding => ({ finding, vault: null });

const keyText = ({ encryptionKey, dataDirectory }: Configuration): string | undefined => {
  const file = join(dataDirectory, "encryption.key");
  return encryptionKey ?? (existsSync(file) ? readFileSync(file, "utf8") : undefined);
};

/** @param db `null` where there is no database with tables yet. */
export async function encryptionKey(
  configuration: Configuration,
  db: Database | null,
  now: number,
): Promise<KeyFinding> {
  const text = keyText(configuration);
  const probe = await db?.query
    .selectFrom("settings")
    .select("key")
    .where("key", "=", ENCRYPTION_PROBE)
    .executeTakeFirst();
  try {
    if (text !== undefined) sealingKey(text);
    // Without the probe nothing has been sealed yet, and opening would be a first start.
    if (!db || !probe)
      return without(
        ok(
          CHECK,
          text === undefined
            ? "There is none yet; the first start makes it."
            : "It is usable, and nothing is sealed yet.",
        ),
      );
    const vault = await openVault(db, configuration, now);
    const keys = await loadKeys(db, { clock: () => now * 1000, vault });
    const missing = SIGNING_ALGS.filter((alg) => !keys.some((key) => key.alg === alg && key.activeAt <= now));
    const made =
      missing.length === 0 ? "" : ` Signing keys for ${missing.join(", ")} are missing; the next start makes them.`;
    return { finding: ok(CHECK, `It opens what is stored.${made}`), vault };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return without(failed(CHECK, error.message, FIX));
  }
}
