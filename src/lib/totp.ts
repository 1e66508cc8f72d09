/**
 * Time-based one-time passwords (RFC 6238 over HOTP, RFC 4226): HMAC-SHA-1, six digits, thirty seconds, which is what every
 * authenticator application can do. Knows no database: whoever keeps the secret keeps the last accepted step beside it, and
 * moves it forward by one conditional write (`… WHERE last_step < :step`), so that a step counts once (RFC 6238, 5.2).
 * Without that write a code that was looked at over a shoulder would be good for ninety seconds.
 */
import { createHmac } from "node:crypto";
import { sameSecret } from "./bearer.ts";
import { randomBytes } from "./random.ts";

/** Seconds that a step lasts (RFC 6238, 4.1). */
const TOTP_STEP_SECONDS = 30;
const TOTP_DIGITS = 6;
/** Steps that a clock may be off by, either way (RFC 6238, 5.2). */
const DRIFT = 1;
/** Bytes: the length of the HMAC's output (RFC 4226, 4, R6). */
const SECRET_BYTES = 20;
/**
 * Bytes that codes are made of at least. RFC 4226, 4 (R6), wants 16; secrets that were made elsewhere have 10, and whoever comes
 * with one holds it in their authenticator already.
 */
const LEAST_BYTES = 10;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base32 without padding (RFC 4648, 6): how secrets are shown and typed in. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >>> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}

/**
 * Reads base32 as people type it: in either case, with spaces, dashes or padding.
 * @returns `null` for anything else, and for text that ends within a byte.
 */
export function fromBase32(text: string): Buffer | null {
  const digits = text.replace(/[\s-]/g, "").replace(/=+$/, "").toUpperCase();
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const digit of digits) {
    const value = ALPHABET.indexOf(digit);
    if (value === -1) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >>> bits) & 255);
    }
    held &= (1 << bits) - 1;
  }
  return bits < 5 && held === 0 ? Buffer.from(bytes) : null;
}

/** Whether codes can be made of a secret that was made elsewhere. */
export const isTotpSecret = (text: string): boolean => (fromBase32(text)?.length ?? 0) >= LEAST_BYTES;

/** A new secret of 160 bits, as base32 (32 characters). To be kept sealed. */
export const newTotpSecret = (): string => base32(randomBytes(SECRET_BYTES));

/** The step in which a Unix second lies. */
export const totpStep = (unixSeconds: number): number => Math.floor(unixSeconds / TOTP_STEP_SECONDS);

/**
 * The code of one step (RFC 4226, 5.3).
 * @param secret Base32.
 * @throws RangeError when the secret is not one (`isTotpSecret`)
 */
export function totpCode(secret: string, step: number): string {
  const key = fromBase32(secret);
  if (!key || key.length < LEAST_BYTES) throw new RangeError("a TOTP secret is at least 10 bytes of base32");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(number % 10 ** TOTP_DIGITS).padStart(TOTP_DIGITS, "0");
}

export interface TotpTry {
  /** Base32. */
  readonly secret: string;
  /** As it was typed: spaces between the digits are passed over. */
  readonly code: string;
  /** Unix seconds. */
  readonly now: number;
  /** The last step that was accepted with this secret; `null` before the first. Neither it nor an earlier one counts again. */
  readonly lastStep: number | null;
}

/**
 * The step whose code was typed, or `null`. The step is the caller's to spend: the code is accepted once
 * `lastStep` was moved to it by a write that held only where it was still smaller.
 * @throws RangeError as `totpCode`
 */
export function matchTotp({ secret, code, now, lastStep }: TotpTry): number | null {
  const typed = code.replace(/\s/g, "");
  const present = totpStep(now);
  let matched: number | null = null;
  // Every step is looked at, so that the time it takes doesn't tell which one it was. Two may share a code: the later one
  // is spent, and the earlier one with it.
  for (let step = present - DRIFT; step <= present + DRIFT; step += 1) {
    if (sameSecret(totpCode(secret, step), typed) && step > (lastStep ?? -1)) matched = step;
  }
  return matched;
}

/**
 * The address that an authenticator application reads from a QR code (`otpauth://totp/…`, the Key URI Format).
 * @param issuer Who asks for the code, for people. @param account Whose it is. Both are shown in the application.
 */
export function totpAddress({ issuer, account, secret }: Record<"issuer" | "account" | "secret", string>): string {
  // A colon parts the two in the label.
  const plain = (text: string) => encodeURIComponent(text.replaceAll(":", " "));
  return (
    `otpauth://totp/${plain(issuer)}:${plain(account)}?secret=${secret}&issuer=${plain(issuer)}` +
    `&algorithm=SHA1&digits=${TOTP_DIGITS}&period=${TOTP_STEP_SECONDS}`
  );
}
