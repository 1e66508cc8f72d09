/**
 * Casdoor's password types. A hash is checked there with the organization's salt and then with the person's own, and which one was
 * in use changed over its versions, so both are tried here.
 */
import { type LegacyPassword, saltText } from "../../lib/legacy-passwords.ts";
import { djangoPassword } from "./django-passwords.ts";
import type { ForeignPassword } from "./foreign-password.ts";

const slow = (password: LegacyPassword): ForeignPassword => ({ kind: "slow", password });

/** What stands before the first `|` is put before the password; parameters stand behind it. */
const pepperOf = (salt: string): string => salt.split("|", 1)[0] ?? "";

/** RFC 8018 with 27500 rounds and 64 bytes; the salt is Base64 of its bytes. */
const PBKDF2_ROUNDS = 27_500;

/**
 * @param type `plain`, `salt` …
 * @returns `null` for a type that is not known
 */
export function casdoorPassword(
  type: string,
  stored: string,
  organizationSalt: string,
  ownSalt: string,
): ForeignPassword | null {
  const salts = [...new Set([organizationSalt, ownSalt])];
  switch (type) {
    case "plain":
      return { kind: "plain", text: stored };
    case "salt":
      return { kind: "digest", digest: "sha256-salt", salts, hex: stored };
    case "sha512-salt":
      return { kind: "digest", digest: "sha512-salt", salts, hex: stored };
    case "md5-salt":
      return { kind: "digest", digest: "md5-salt", salts, hex: stored };
    case "bcrypt":
      return slow({ scheme: "bcrypt", sha256First: false, hash: stored });
    case "pbkdf2-salt": {
      // Slow in its day; the person's own salt is the one where both are there.
      const salt = saltText(Buffer.from(ownSalt || organizationSalt, "base64"));
      return slow({ scheme: "pbkdf2", digest: "sha256", iterations: PBKDF2_ROUNDS, salt, hash: stored });
    }
    case "argon2id":
      return slow({ scheme: "argon2", peppers: [...new Set(salts.map(pepperOf))], hash: stored });
    case "pbkdf2-django":
      return djangoPassword(stored);
    default:
      return null;
  }
}
