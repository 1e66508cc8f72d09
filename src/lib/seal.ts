/**
 * Secrets at rest: AES-256-GCM under a key derived from the encryption key, with the key's id in the sealed text and the
 * row's place (`table:column:row`) as associated data, so that a sealed value copied to another row does not open there.
 *
 * Form: `<key id>.<base64url(nonce 12 ‖ ciphertext ‖ tag 16)>`. Several keys may be known, one seals: that is how the
 * encryption key is changed while running.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync } from "node:crypto";
import { Refusal } from "./errors.ts";
import { randomBytes } from "./random.ts";

export interface SealingKey {
  /** Names the key in sealed values; derived from the key, tells nothing of it. */
  readonly id: string;
  readonly secret: Buffer;
}

/** Where a sealed value lives. */
export type SealedAt = `${string}:${string}:${string}`;

export interface Vault {
  seal(plain: string, at: SealedAt): string;
  /** @throws Refusal `encryption_key_wrong` when no known key opens it, or it was sealed for another place. */
  open(sealed: string, at: SealedAt): string;
  /** A key for one purpose (HMACs of refresh tokens, form tokens …), derived from the newest encryption key. */
  derive(purpose: string): Buffer;
}

const derived = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), `alldoor/${purpose}`, 32));

/** Reads 32 bytes of base64url (or base64, or 64 hexadecimal digits) as an encryption key. */
export function sealingKey(text: string): SealingKey {
  const clean = text.trim();
  const secret = /^[0-9a-f]{64}$/i.test(clean) ? Buffer.from(clean, "hex") : Buffer.from(clean, "base64");
  // Node.js passes over what is not base64, so that many a sentence would do.
  const isText = /^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(clean);
  if (!isText || secret.length !== 32 || secret.every((byte) => byte === secret[0])) {
    throw new Refusal("configuration_invalid", "The encryption key must be 32 random bytes, as base64 or hexadecimal.");
  }
  return { id: createHash("sha256").update(derived(secret, "key-id")).digest("base64url").slice(0, 8), secret };
}

export const newSealingKeyText = (): string => randomBytes(32).toString("base64url");

/** @param keys The newest first: it seals, all of them open. */
export function createVault(keys: readonly [SealingKey, ...SealingKey[]]): Vault {
  const ciphers = new Map(keys.map((key) => [key.id, derived(key.secret, "seal")]));
  const [newest] = keys;
  const sealing = derived(newest.secret, "seal");
  const purposes = new Map<string, Buffer>();
  return {
    seal(plain, at) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce).setAAD(Buffer.from(at));
      const body = Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${newest.id}.${body.toString("base64url")}`;
    },
    open(sealed, at) {
      const dot = sealed.indexOf(".");
      const key = ciphers.get(sealed.slice(0, dot));
      const body = Buffer.from(sealed.slice(dot + 1), "base64url");
      if (!key || body.length < 28) throw new Refusal("encryption_key_wrong");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, body.subarray(0, 12), { authTagLength: 16 })
          .setAAD(Buffer.from(at))
          .setAuthTag(body.subarray(body.length - 16));
        return Buffer.concat([decipher.update(body.subarray(12, body.length - 16)), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new Refusal("encryption_key_wrong", undefined, { cause });
      }
    },
    derive(purpose) {
      const key = purposes.get(purpose) ?? derived(newest.secret, purpose);
      purposes.set(purpose, key);
      return key;
    },
  };
}
