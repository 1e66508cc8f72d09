/**
 * Password hashing: Argon2id (RFC 9106) at 19 MiB, t=2, p=1, the OWASP floor. Hashing runs on libuv's threads, so no more
 * hashes run at once than leave threads for files and databases, and the queue is short: past it the caller is told to
 * come back, which keeps a flood of sign-ins from stopping everything else.
 */
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { type FieldFault, Refusal } from "./errors.ts";
import { isLegacyHash, verifyLegacy } from "./legacy-passwords.ts";

/** Length is counted in code points and capped in bytes: the cap is what a hash may cost, not what a person may choose. */
export const passwordRules = { shortest: 12, longest: 128, longestBytes: 512 } as const;

const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const QUEUE_LIMIT = 64;

export interface PasswordHasher {
  /** A PHC string. @throws Refusal `busy`, `field_invalid` */
  hash(password: string): Promise<string>;
  /**
   * Whether the password belongs to the hash, be it one of ours or of `legacy-passwords.ts`. Give `null` for an account that does not exist or has no password: the same
   * work is done and the answer is `false`, so that time tells nothing.
   * @throws Refusal `busy`
   */
  verify(stored: string | null, password: string): Promise<boolean>;
}

/** Common choices that no attacker leaves out, whatever their length; the account's own names are added by the caller. */
const OBVIOUS = [
  "password",
  "passw0rd",
  "123456",
  "qwerty",
  "letmein",
  "welcome",
  "iloveyou",
  "administrator",
  "changeme",
  "alldoor",
  "111111",
  "000000",
  "abc123",
  "asdfgh",
  "monkey",
  "dragon",
  "football",
  "baseball",
  "sunshine",
  "princess",
];

/**
 * What is wrong with a new password, or `null`. Length and the most obvious choices, no rules of
 * composition (NIST SP 800-63B-4, 3.1.1.2).
 * @param own Names of the account that must not make up most of the password.
 */
export function passwordFault(password: string, own: readonly string[] = []): FieldFault | null {
  const length = [...password].length;
  if (length === 0) return "required";
  if (length < passwordRules.shortest) return "too_short";
  if (length > passwordRules.longest || Buffer.byteLength(password) > passwordRules.longestBytes) return "too_long";
  if (new Set(password).size < 4) return "common_password";
  const folded = password.normalize("NFKC").toLowerCase();
  const known = [
    ...OBVIOUS,
    ...own.map((word) => word.normalize("NFKC").toLowerCase()).filter((word) => word.length > 2),
  ];
  for (const word of known) {
    const left = folded.replaceAll(word, "");
    if (left.length < folded.length && left.replace(/[^\p{L}]/gu, "").length < 4) {
      return "common_password";
    }
  }
  return null;
}

/** @param running How many hashes run at once; the default leaves half of libuv's four threads alone. */
export function createPasswordHasher(running = Math.min(2, availableParallelism())): PasswordHasher {
  let active = 0;
  const waiting: (() => void)[] = [];

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (active >= running) {
      if (waiting.length >= QUEUE_LIMIT) throw new Refusal("busy", undefined, { retryAfter: 2 });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else active += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else active -= 1;
    }
  };

  let decoy: Promise<string> | undefined;
  const bounded = (password: string): string =>
    Buffer.byteLength(password) > passwordRules.longestBytes ? "" : password.normalize("NFKC");

  return {
    hash: (password) => inTurn(() => hash(password.normalize("NFKC"), PARAMETERS)),
    async verify(stored, password) {
      if (stored === null) {
        await inTurn(async () => {
          decoy ??= hash("nobody has this password", PARAMETERS);
          return verify(await decoy, bounded(password));
        });
        return false;
      }
      const usable = password.length > 0 && bounded(password) !== "";
      // Elsewhere passwords are hashed as they are typed, without normalisation.
      const right = await inTurn(() =>
        isLegacyHash(stored) ? verifyLegacy(stored, usable ? password : "") : verify(stored, bounded(password)),
      );
      return right && usable;
    },
  };
}
