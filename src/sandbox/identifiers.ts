/**
 * Identifiers that a provider keeps for ever: derived from the sandbox's seed, the provider and the person's subject,
 * so that a restart of the sandbox gives everybody back, and one person is somebody else at the next provider.
 *
 * Derived, never random: a linked identity has to be found again tomorrow. Codes and tokens are random and live
 * elsewhere.
 */
import { createHash } from "node:crypto";

export interface Identifiers {
  /** Decimal digits, the first not zero. */
  digits(length: number, purpose?: string): string;
  hex(length: number, purpose?: string): string;
  /** base64url characters. */
  text(length: number, purpose?: string): string;
  /** In the form of a version 4 UUID (RFC 9562). */
  uuid(purpose?: string): string;
}

export function identifiersOf(seed: string, providerId: string, subject: string): Identifiers {
  const digest = (purpose: string): Buffer =>
    createHash("sha512")
      .update(JSON.stringify([seed, providerId, subject, purpose]))
      .digest();
  return {
    digits(length, purpose = "subject") {
      const bytes = digest(`digits:${purpose}`);
      let text = String(1 + ((bytes[0] ?? 0) % 9));
      for (let index = 1; index < length; index += 1) text += String((bytes[index % bytes.length] ?? 0) % 10);
      return text;
    },
    hex: (length, purpose = "subject") => digest(`hex:${purpose}`).toString("hex").slice(0, length),
    text: (length, purpose = "subject") => digest(`text:${purpose}`).toString("base64url").slice(0, length),
    uuid(purpose = "subject") {
      const hex = digest(`uuid:${purpose}`).toString("hex");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
  };
}
