/**
 * Tokens whose signature was made or checked here, the latest of them: a resource server asks about the same few again and
 * again, and an ES256 verification costs more than all the rest of an introspection.
 *
 * They are found by their signature, for hashing a whole token costs as much as answering for it; but the signature alone
 * proves nothing of what stands before it, so what is found must be the same token, to the letter.
 */
import type { TokenClaims, TokenType } from "./ring.ts";

/** How many are remembered, and characters of one: with long ones, whoever gets many could fill the memory. */
const REMEMBERED = 8192;
const LONGEST = 4096;

export interface VerifiedToken {
  readonly token: string;
  readonly type: TokenType;
  /** The key that signed it; whether it still stands is the caller's to see. */
  readonly kid: string;
  readonly claims: TokenClaims;
}

export class VerifiedTokens {
  readonly #bySignature = new Map<string, VerifiedToken>();

  /** @param signature The token's last part, as it stands in it. */
  add(signature: string, verified: VerifiedToken): void {
    if (verified.token.length > LONGEST) return;
    if (this.#bySignature.size >= REMEMBERED) {
      const oldest = this.#bySignature.keys().next();
      if (!oldest.done) this.#bySignature.delete(oldest.value);
    }
    this.#bySignature.set(signature, verified);
  }

  find(token: string, type: TokenType): VerifiedToken | undefined {
    const known = this.#bySignature.get(token.slice(token.lastIndexOf(".") + 1));
    return known?.token === token && known.type === type ? known : undefined;
  }
}
