/**
 * A sign-in under way at the hub: state, nonce and code verifier, in a sealed cookie of the browser that began it. So it
 * is bound to that browser, and a callback that was meant for another has nothing to be compared with (RFC 6749, 10.12).
 *
 * Single use is met twice. This process remembers which sign-ins have been finished, as many as its memory is bounded to;
 * and behind that, also after a restart, stands the code itself, which the hub redeems once and only for this verifier.
 */
import { z } from "zod";
import { sameSecret } from "../../lib/bearer.ts";
import { type Clock, seconds } from "../../lib/clock.ts";
import { randomToken } from "../../lib/random.ts";
import type { Vault } from "../../lib/seal.ts";
import type { PendingSignIn } from "../../providers/index.ts";
import { createRememberedIds } from "./remembered-ids.ts";
import { sealedCookie } from "./sealed-cookie.ts";

/** Seconds that a person has at the hub. */
const PENDING_SECONDS = 600;

const record = z.strictObject({
  id: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  expiresAt: z.number(),
});

export interface PendingSignIns {
  /** A `Set-Cookie` value that keeps it in this browser. */
  keep(pending: PendingSignIn): string;
  /**
   * Takes this browser's sign-in, once; `null` where it has none for this state, where it is too old or was taken already.
   * A state that does not fit takes nothing, so that another site can't spoil a sign-in by calling the callback.
   */
  take(cookieHeader: string | undefined, state: string | null): PendingSignIn | null;
  clear(): string;
}

export function createPendingSignIns(vault: Vault, secure: boolean, clock: Clock): PendingSignIns {
  const jar = sealedCookie(vault, "alldoor_files_sign_in", secure, record);
  const taken = createRememberedIds();
  return {
    keep({ state, nonce = "", codeVerifier = "" }) {
      const expiresAt = seconds(clock) + PENDING_SECONDS;
      return jar.write({ id: randomToken(16), state, nonce, codeVerifier, expiresAt }, PENDING_SECONDS);
    },
    take(cookieHeader, state) {
      const kept = jar.read(cookieHeader);
      const now = seconds(clock);
      if (!kept || kept.expiresAt <= now || state === null || !sameSecret(kept.state, state)) return null;
      if (!taken.add(kept.id, kept.expiresAt, now)) return null;
      return { state: kept.state, nonce: kept.nonce, codeVerifier: kept.codeVerifier };
    },
    clear: () => jar.clear(),
  };
}
