/** A password as another product keeps it, and what is kept of it here. */
import { type DigestScheme, type LegacyPassword, legacyHash } from "../../lib/legacy-passwords.ts";
import type { PasswordHasher } from "../../lib/passwords.ts";

export type ForeignPassword =
  | { readonly kind: "plain"; readonly text: string }
  /** One that is quick to guess at; Argon2id is laid over it. @see DigestScheme */
  | { readonly kind: "digest"; readonly digest: DigestScheme; readonly salts: readonly string[]; readonly hex: string }
  | { readonly kind: "slow"; readonly password: LegacyPassword };

/** @returns `null` where the hash is of no form that is verified here @throws Refusal `busy` */
export async function keptHash(
  hasher: Pick<PasswordHasher, "hash">,
  password: ForeignPassword,
): Promise<string | null> {
  if (password.kind === "plain") return password.text === "" ? null : hasher.hash(password.text);
  if (password.kind === "slow") return legacyHash(password.password);
  const { digest, salts, hex } = password;
  if (!/^[0-9a-f]{32,128}$/.test(hex)) return null;
  const over = await hasher.hash(hex);
  return legacyHash({ scheme: "digest", digest, salts: [...new Set(salts)], over });
}

/** At most so many at once: more would only wait in the hasher's queue. */
const AT_ONCE = 2;

/** Every password's kept hash, in order. */
export async function keptHashes(
  hasher: Pick<PasswordHasher, "hash">,
  passwords: readonly (ForeignPassword | null)[],
): Promise<(string | null)[]> {
  const kept: (string | null)[] = passwords.map(() => null);
  const waiting = passwords.entries();
  const work = async () => {
    for (const [index, password] of waiting) kept[index] = password && (await keptHash(hasher, password));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return kept;
}
