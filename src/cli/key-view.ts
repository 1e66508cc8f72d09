/** A signing key as the command line shows it: what it does now, and when that changes. */
import type { SigningKey } from "../hub/keys/store.ts";

/** Published before it signs, signing, published after: the life of a key (`hub/keys/store.ts`). */
export type KeyState = "next" | "signing" | "retired";

export interface KeyInState {
  readonly key: SigningKey;
  readonly state: KeyState;
}

/** @param keys Those that are published. @param now Unix seconds. */
export function keyStates(keys: readonly SigningKey[], now: number): KeyInState[] {
  const begun = keys.filter(({ activeAt }) => activeAt <= now);
  const signs = (key: SigningKey): boolean =>
    begun.every(
      (other) =>
        other.alg !== key.alg ||
        other.activeAt < key.activeAt ||
        (other.activeAt === key.activeAt && other.createdAt <= key.createdAt),
    );
  return keys.map((key) => ({ key, state: key.activeAt > now ? "next" : signs(key) ? "signing" : "retired" }));
}

export const keyDocument = ({ key, state }: KeyInState) => ({
  kid: key.kid,
  alg: key.alg,
  state,
  created_at: key.createdAt,
  active_at: key.activeAt,
  withdrawn_at: key.withdrawnAt,
});
