/**
 * The encryption key at start: from the configuration, else from the data directory, else made there, once. A probe in the
 * database tells a wrong key before anything is served: serving with one would lose every sealed secret, silently.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../db/database.ts";
import type { Configuration } from "../lib/configuration.ts";
import { Refusal } from "../lib/errors.ts";
import { createVault, newSealingKeyText, sealingKey, type Vault } from "../lib/seal.ts";

/** The row that tells whether the encryption key fits. */
export const ENCRYPTION_PROBE = "encryption-probe";
const AT = `settings:value:${ENCRYPTION_PROBE}` as const;
const PLAIN = "alldoor";

const probeOf = (db: Database) =>
  db.query.selectFrom("settings").select("value").where("key", "=", ENCRYPTION_PROBE).executeTakeFirst();

/**
 * @throws Refusal `encryption_key_wrong` when what is stored was sealed with another key, or the key is gone
 */
export async function openVault(db: Database, configuration: Configuration, now: number): Promise<Vault> {
  const file = join(configuration.dataDirectory, "encryption.key");
  const text = configuration.encryptionKey ?? (existsSync(file) ? readFileSync(file, "utf8") : undefined);
  const probe = await probeOf(db);
  if (text === undefined && probe) {
    throw new Refusal(
      "encryption_key_wrong",
      `The encryption key is missing: this database was set up with one. Put it back as ${file}, or give ALLDOOR_ENCRYPTION_KEY.`,
    );
  }
  const vault = createVault([sealingKey(text ?? makeKeyFile(file, configuration.dataDirectory))]);
  const sealed = probe?.value ?? (await storeProbe(db, vault, now));
  try {
    if (vault.open(sealed, AT) === PLAIN) return vault;
  } catch (cause) {
    throw new Refusal(
      "encryption_key_wrong",
      "The encryption key does not open what is stored in this database. Nothing was changed.",
      { cause },
    );
  }
  throw new Refusal("encryption_key_wrong");
}

/** Readable by its owner alone, and never written over: of two first starts at once one wins and both read its key. */
function makeKeyFile(file: string, directory: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${newSealingKeyText()}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8");
}

async function storeProbe(db: Database, vault: Vault, now: number): Promise<string> {
  await db.write((tx) =>
    tx.query
      .insertInto("settings")
      .values({ key: ENCRYPTION_PROBE, value: vault.seal(PLAIN, AT), updated_at: now })
      .onConflict((conflict) => conflict.column("key").doNothing())
      .execute(),
  );
  return (await probeOf(db))?.value ?? "";
}
