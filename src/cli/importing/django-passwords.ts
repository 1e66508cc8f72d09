/** Django's encoded passwords: `algorithm$parameters$salt$hash` (django.contrib.auth.hashers). */
import type { LegacyPassword } from "../../lib/legacy-passwords.ts";
import type { ForeignPassword } from "./foreign-password.ts";

const slow = (password: LegacyPassword): ForeignPassword => ({ kind: "slow", password });

/** Whether nobody has this password, by Django's own mark: the account signs in otherwise. */
export const isUnusable = (encoded: string): boolean => encoded === "" || encoded.startsWith("!");

/** @returns `null` for an algorithm that is not verified here */
export function djangoPassword(encoded: string): ForeignPassword | null {
  const [algorithm = ""] = encoded.split("$", 1);
  const rest = encoded.slice(algorithm.length + 1);
  const parts = rest.split("$");
  switch (algorithm) {
    case "pbkdf2_sha256":
    case "pbkdf2_sha1": {
      const [iterations = "", salt = "", hash = ""] = parts;
      const digest = algorithm === "pbkdf2_sha1" ? "sha1" : "sha256";
      // Salts are ASCII letters and digits.
      return /^[\x20-\x7e]*$/.test(salt) && parts.length === 3
        ? slow({ scheme: "pbkdf2", digest, iterations: Number(iterations), salt, hash })
        : null;
    }
    case "argon2":
      return slow({ scheme: "argon2", peppers: [""], hash: `$${rest}` });
    case "bcrypt":
      return slow({ scheme: "bcrypt", sha256First: false, hash: rest });
    case "bcrypt_sha256":
      return slow({ scheme: "bcrypt", sha256First: true, hash: rest });
    case "scrypt": {
      const [n = "", salt = "", r = "", p = "", hash = ""] = parts;
      return slow({ scheme: "scrypt", n: Number(n), r: Number(r), p: Number(p), salt, hash });
    }
    default:
      return null;
  }
}
