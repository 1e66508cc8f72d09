/**
 * Passwords that have been proven in the last minute. A mounted folder sends its password with every request, and a password
 * is made to be slow to check. Kept is an HMAC under a key that this process makes for itself; and what it stands for is a
 * password that was right then: whoever asks compares the account's own row, at each request.
 */
import { createHmac } from "node:crypto";
import { type Clock, seconds } from "../../lib/clock.ts";
import { randomBytes } from "../../lib/random.ts";
import type { BasicCredentials } from "./basic-credentials.ts";

/** Seconds. */
const KEPT = 60;
const MOST = 1000;

export interface RecentProof {
  readonly userId: number;
  /** Of the account when it was proven: another one there means another password. */
  readonly passwordChangedAt: number;
}

export interface RecentProofs {
  get(credentials: BasicCredentials): RecentProof | null;
  keep(credentials: BasicCredentials, proof: RecentProof): void;
  drop(credentials: BasicCredentials): void;
}

export function createRecentProofs(clock: Clock): RecentProofs {
  const key = randomBytes(32);
  const kept = new Map<string, RecentProof & { readonly until: number }>();
  // The length parts the two, whatever they hold.
  const nameOf = ({ username, password }: BasicCredentials): string =>
    createHmac("sha256", key).update(`${username.length}:${username}${password}`).digest("base64url");
  return {
    get(credentials) {
      const name = nameOf(credentials);
      const found = kept.get(name);
      if (found && found.until > seconds(clock)) return found;
      kept.delete(name);
      return null;
    },
    keep(credentials, { userId, passwordChangedAt }) {
      const oldest = kept.size >= MOST ? kept.keys().next() : undefined;
      if (oldest && !oldest.done) kept.delete(oldest.value);
      kept.set(nameOf(credentials), { userId, passwordChangedAt, until: seconds(clock) + KEPT });
    },
    drop: (credentials) => void kept.delete(nameOf(credentials)),
  };
}
