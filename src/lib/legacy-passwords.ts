/**
 * Passwords that were hashed elsewhere, verified as they were made there until their owners sign in and get a hash of our own.
 *
 * A record stands where a hash of our own would stand, and says itself what it is. Digests that are quick to guess at (a salted
 * SHA or MD5) are never kept as they came: Argon2id is laid over them when they are imported, so that whoever steals the table
 * has nothing quicker to guess at than our own hashes. What was slow stays: bcrypt, PBKDF2 (RFC 8018), scrypt (RFC 7914), Argon2.
 */
import { createHash, pbkdf2, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { verify as verifyArgon2 } from "@node-rs/argon2";
import { z } from "zod";
import { verifyBcrypt } from "./bcrypt.ts";

/** Digests that are laid under Argon2id. `salts` are tried one after the other: the source did not say which one counted. */
const DIGESTS = ["sha256-salt", "sha512-salt", "md5-salt", "alist"] as const;
export type DigestScheme = (typeof DIGESTS)[number];

const base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/);
const record = z.discriminatedUnion("scheme", [
  z.strictObject({
    scheme: z.literal("digest"),
    digest: z.enum(DIGESTS),
    salts: z.array(z.string().max(500)).min(1).max(3),
    /** Argon2id over the digest in hexadecimal. */
    over: z.string().startsWith("$argon2id$"),
  }),
  z.strictObject({
    scheme: z.literal("bcrypt"),
    /** Hexadecimal SHA-256 first, as Django's bcrypt_sha256. */
    sha256First: z.boolean(),
    hash: z.string().regex(/^\$2[abxy]\$(?:0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}$/),
  }),
  z.strictObject({
    scheme: z.literal("pbkdf2"),
    digest: z.enum(["sha1", "sha256", "sha512"]),
    iterations: z.number().int().min(1).max(5_000_000),
    salt: z.string().max(2000),
    hash: base64.max(200),
  }),
  z
    .strictObject({
      scheme: z.literal("scrypt"),
      n: z.number().int().min(2).max(1_048_576),
      r: z.number().int().min(1).max(64),
      p: z.number().int().min(1).max(32),
      salt: z.string().max(2000),
      hash: base64.max(200),
    })
    // Bytes that one check may take; also what stops a crafted hash from stopping the server.
    .refine(({ n, r, p }) => 128 * n * r <= 268_435_456 && n * r * p <= 16_777_216),
  z.strictObject({
    scheme: z.literal("argon2"),
    /** What is put before the password; several are tried. */
    peppers: z.array(z.string().max(500)).min(1).max(2),
    hash: z
      .string()
      .max(500)
      .regex(/^\$argon2(?:id|i|d)\$v=19\$m=\d{1,6},t=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$/)
      .refine((hash) => isBearable(hash)),
  }),
]);

export type LegacyPassword = z.infer<typeof record>;

/** At most 256 MiB, and as much work as eight passes over that. */
function isBearable(hash: string): boolean {
  const [, memory = "0"] = /m=(\d+)/.exec(hash) ?? [];
  return Number(memory) <= 262_144 && argon2Work(hash) <= 2_097_152;
}

const MARK = "legacy:";

/** Whether what is stored was hashed elsewhere, and is to be replaced as soon as the password is known. */
export const isLegacyHash = (stored: string): boolean => stored.startsWith(MARK);

/** What is stored of it; `null` where it is of a form, or costs more, than what is verified here. */
export function legacyHash(password: LegacyPassword): string | null {
  const checked = record.safeParse(password);
  return checked.success ? MARK + JSON.stringify(checked.data) : null;
}

/** As long as the text, of nothing but the digit zero of its alphabet. */
const blank = (text: string, zero = "A"): string => text.replace(/[^=]/g, zero);

/** An Argon2 string's parameters, over a salt and a hash of zeros. */
const blankArgon2 = (hash: string): string => {
  const parts = hash.split("$");
  return [...parts.slice(0, -2), ...parts.slice(-2).map((part) => blank(part))].join("$");
};

/**
 * A record that costs as much to check as the one that is stored, and is nobody's: the same for all that cost the same, and it
 * tells nothing of any. `null` for a hash of our own, and for a record of a form that is not known here.
 */
export function decoyOf(stored: string): string | null {
  const known = isLegacyHash(stored) ? parsed(stored) : null;
  if (known === null) return null;
  switch (known.scheme) {
    case "digest":
      // Without a salt two digests are tried.
      return legacyHash({
        ...known,
        salts: known.salts.map((salt, index) => (salt === "" ? "" : String(index))),
        over: blankArgon2(known.over),
      });
    case "bcrypt":
      return legacyHash({ ...known, hash: known.hash.slice(0, 7) + blank(known.hash.slice(7), ".") });
    case "pbkdf2":
    case "scrypt":
      return legacyHash({ ...known, salt: "", hash: blank(known.hash) });
    case "argon2":
      return legacyHash({
        ...known,
        peppers: known.peppers.map((_pepper, index) => String(index)),
        hash: blankArgon2(known.hash),
      });
  }
}

const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;

const argon2Work = (hash: string): number => {
  const [, memory = "0", passes = "0"] = /m=(\d+),t=(\d+)/.exec(hash) ?? [];
  return Number(memory) * Number(passes);
};

/** What kind of check a record asks for, and how much of it: two of one kind are compared by their work. */
export function workOf(stored: string): { readonly kind: string; readonly work: number } {
  const known = isLegacyHash(stored) ? parsed(stored) : null;
  switch (known?.scheme) {
    case "digest": {
      const tries = known.salts.reduce((sum, salt) => sum + (salt === "" ? 2 : 1), 0);
      return { kind: "digest", work: tries * argon2Work(known.over) };
    }
    case "bcrypt":
      return { kind: "bcrypt", work: 2 ** Number(known.hash.slice(4, 6)) };
    case "pbkdf2": {
      const blocks = Math.ceil(Buffer.byteLength(known.hash, "base64") / DIGEST_BYTES[known.digest]);
      return { kind: `pbkdf2 ${known.digest}`, work: known.iterations * blocks };
    }
    case "scrypt":
      return { kind: "scrypt", work: known.n * known.r * known.p };
    case "argon2":
      return { kind: "argon2", work: known.peppers.length * argon2Work(known.hash) };
    case undefined:
      return { kind: "own", work: 0 };
  }
}

function parsed(stored: string): LegacyPassword | null {
  const { success, data } = record.safeParse(JSON.parse(stored.slice(MARK.length)));
  return success ? data : null;
}

const hex = (algorithm: string, text: string): string => createHash(algorithm).update(text, "utf8").digest("hex");

/** What the source would have stored for a password. @returns several where it is known to have changed its mind */
function digestsOf(digest: DigestScheme, password: string, salt: string): readonly string[] {
  // What is verified for AList is its static hash of the password.
  if (digest === "alist") return [hex("sha256", `${password}-${salt}`)];
  const algorithm = digest.replace("-salt", "");
  const once = hex(algorithm, password);
  // Without a salt, some versions digest once and others twice.
  return salt === "" ? [once, hex(algorithm, once)] : [hex(algorithm, once + salt)];
}

const derivePbkdf2 = promisify(pbkdf2);
const deriveScrypt = (password: string, salt: string, length: number, n: number, r: number, p: number) =>
  new Promise<Buffer>((resolve, reject) =>
    scrypt(password, salt, length, { N: n, r, p, maxmem: 128 * n * r + 128 * r * p + 1_048_576 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

const same = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other);

async function anyOf<T>(values: readonly T[], fits: (value: T) => Promise<boolean>): Promise<boolean> {
  for (const value of values) if (await fits(value)) return true;
  return false;
}

/** Salts are kept as text, one character a byte, since some are bytes. */
const saltBytes = (salt: string): Buffer => Buffer.from(salt, "latin1");
export const saltText = (bytes: Buffer): string => bytes.toString("latin1");

/** Whether the password, exactly as it was typed, is the one. A record of a form that is not known here fits nothing. */
export async function verifyLegacy(stored: string, password: string): Promise<boolean> {
  const known = parsed(stored);
  if (known === null) return false;
  switch (known.scheme) {
    case "digest": {
      const candidates = known.salts.flatMap((salt) => digestsOf(known.digest, password, salt));
      return anyOf([...new Set(candidates)], (digest) => verifyArgon2(known.over, digest));
    }
    case "bcrypt":
      return verifyBcrypt(known.sha256First ? hex("sha256", password) : password, known.hash);
    case "pbkdf2": {
      const hash = Buffer.from(known.hash, "base64");
      return same(
        await derivePbkdf2(password, saltBytes(known.salt), known.iterations, hash.length, known.digest),
        hash,
      );
    }
    case "scrypt": {
      const hash = Buffer.from(known.hash, "base64");
      return same(await deriveScrypt(password, known.salt, hash.length, known.n, known.r, known.p), hash);
    }
    case "argon2":
      return anyOf(known.peppers, (pepper) => verifyArgon2(known.hash, pepper + password));
  }
}
