/**
 * Refresh tokens, derived and not stored: base64url(grant id, 8 bytes ‖ generation, 4 bytes ‖ HMAC-SHA256 of both and the
 * grant's salt, 24 bytes). A grant's row says which generation lives. So rotation is one conditional update, the same
 * successor can be given again when an answer was lost, an older generation is recognised as ours (a reuse), and made-up
 * values are recognised as not ours and harm nobody.
 */
import { createHmac } from "node:crypto";
import { sameSecret } from "../../lib/bearer.ts";
import type { Vault } from "../../lib/seal.ts";

const VALUE = /^[A-Za-z0-9_-]{48}$/;

export interface RefreshTokens {
  make(grantId: number, generation: number, salt: string): string;
  /** Which grant and generation a value claims to be; proves nothing yet. `null` when it has not the form of ours. */
  read(value: string): { readonly grantId: number; readonly generation: number } | null;
  /** Whether the value is the token of that grant and generation. */
  isGenuine(value: string, grantId: number, generation: number, salt: string): boolean;
}

export function createRefreshTokens(vault: Vault): RefreshTokens {
  const key = vault.derive("refresh-token");
  const make = (grantId: number, generation: number, salt: string): string => {
    const bytes = Buffer.allocUnsafe(36);
    bytes.writeBigUInt64BE(BigInt(grantId));
    bytes.writeUInt32BE(generation, 8);
    createHmac("sha256", key).update(bytes.subarray(0, 12)).update(salt).digest().copy(bytes, 12, 0, 24);
    return bytes.toString("base64url");
  };
  return {
    make,
    read(value) {
      if (!VALUE.test(value)) return null;
      const bytes = Buffer.from(value, "base64url");
      const grantId = Number(bytes.readBigUInt64BE());
      return Number.isSafeInteger(grantId) ? { grantId, generation: bytes.readUInt32BE(8) } : null;
    },
    isGenuine: (value, grantId, generation, salt) => sameSecret(make(grantId, generation, salt), value),
  };
}
