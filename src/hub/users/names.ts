/**
 * Names and addresses: how they are written, when two are the same, what a person may choose.
 *
 * Folding comes first, parsing after (incidents: look-alike `@`, several `@`, comma lists): a name is NFKC, lower case;
 * an address is one `@` between a plain local part and a plain domain, nothing else.
 */
import { randomText } from "../../lib/random.ts";

const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,62}[\p{L}\p{N}])?$/u;
const ADDRESS =
  /^[^\s@<>(),;:"[\]\\\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/** What two names must share to be the same. */
export const nameKey = (name: string): string => name.normalize("NFKC").toLowerCase();

/** The username as it will be kept, or `null` when it can't be one. */
export function readUsername(text: string): string | null {
  const name = text.normalize("NFKC").trim();
  return NAME.test(name) ? name : null;
}

/** The address as it will be kept, or `null` when it is not one. */
export function readEmail(text: string): string | null {
  const address = text.normalize("NFKC").trim();
  return address.length <= 254 && ADDRESS.test(address) ? address : null;
}

/** What two addresses must share to be the same. */
export const emailKey = (address: string): string => address.normalize("NFKC").toLowerCase();

/** A display name: visible, one line, at most 100 characters; `null` when nothing is left. */
export function readDisplayName(text: string): string | null {
  const name = text
    .normalize("NFC")
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return name === "" ? null : [...name].slice(0, 100).join("");
}

/** A username made of what a provider says, or a random one. */
export function usernameFrom(...wishes: readonly (string | undefined)[]): string {
  for (const wish of wishes) {
    const text = (wish ?? "").normalize("NFKC").split("@", 1)[0] ?? "";
    const name = text
      .replace(/[^\p{L}\p{N}._-]+/gu, "-")
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
      .slice(0, 40);
    const plain = name.replace(/[^\p{L}\p{N}]+$/u, "");
    if (NAME.test(plain)) return plain;
  }
  return `person-${randomText(8, "abcdefghijkmnpqrstuvwxyz23456789")}`;
}

/** The same name with a random end, for when it is taken. */
export const withRandomEnd = (name: string): string => `${name}-${randomText(6, "abcdefghijkmnpqrstuvwxyz23456789")}`;
