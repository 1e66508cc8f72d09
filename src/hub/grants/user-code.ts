/**
 * User codes (RFC 8628, 6.1): what a person reads from one screen and types at another. Eight of twenty consonants, so that no
 * word can appear and no two letters look alike: 34 bits, which the counters of the page and ten minutes of life guard
 * (5.1). Letters are folded and everything else is left out before a code is compared. A plain hash of so short a code could
 * be tried through, so what is stored is keyed.
 */
import { createHmac } from "node:crypto";
import { randomText } from "../../lib/random.ts";
import type { Vault } from "../../lib/seal.ts";

const ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
const LENGTH = 8;
const FORM = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

const spoken = (letters: string): string => `${letters.slice(0, LENGTH / 2)}-${letters.slice(LENGTH / 2)}`;

/** A new code, as it is shown: `XXXX-XXXX`. */
export const newUserCode = (): string => spoken(randomText(LENGTH, ALPHABET));

/** What somebody typed, as it is shown; `null` where it can't be a code. */
export function readUserCode(typed: string): string | null {
  if (typed.length > 40) return null;
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
  return FORM.test(letters) ? spoken(letters) : null;
}

/** What is stored of a code. @param code As it is shown. */
export const userCodeHash = (vault: Vault, code: string): string =>
  createHmac("sha256", vault.derive("device-user-code")).update(code).digest("base64url");
