/**
 * The rotation of signing keys, as the console and the command line ask for it. New keys are published now and sign when
 * every verifier can know them; asked again meanwhile, it changes nothing, so that impatience does not fill the key set.
 */
import type { Writer } from "../../../db/database.ts";
import { seconds } from "../../../lib/clock.ts";
import { type Actor, recordEvent } from "../../audit/audit.ts";
import { SIGNING_ALGS, type SigningAlg } from "../../clients/settings.ts";
import type { Hub } from "../../hub.ts";
import { type FreshKey, makeKey, replaceKey, type SigningKey } from "../../keys/store.ts";

/** Seconds after which a signing key counts as old: a year. */
export const KEY_OLD_SECONDS = 365 * 86_400;

/** The key of each algorithm that signs now: the one whose time came last. */
export function signingNow(keys: readonly SigningKey[], now: number): SigningKey[] {
  const begun = keys.filter((key) => key.activeAt <= now);
  return begun.filter((key) => !begun.some((other) => other.alg === key.alg && other !== key && isLater(other, key)));
}

const isLater = (left: SigningKey, right: SigningKey): boolean =>
  left.activeAt > right.activeAt || (left.activeAt === right.activeAt && left.createdAt > right.createdAt);

/** New keys, to be made before the transaction: an RSA key takes longer than one should be open. */
export const makeKeys = (algs: readonly SigningAlg[] = SIGNING_ALGS): Promise<FreshKey[]> =>
  Promise.all(algs.map(makeKey));

/**
 * Puts new keys in the place of the present ones.
 * @param atOnce For keys that somebody else may know: everything that the old ones signed stops being valid now.
 * @returns how many algorithms got a new key: none where new keys are waiting already.
 */
export async function rotateKeys(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids" | "vault">,
  actor: Actor,
  fresh: readonly FreshKey[],
  atOnce = false,
): Promise<number> {
  const waiting = await tx.query
    .selectFrom("signing_keys")
    .select("alg")
    .where("active_at", ">", seconds(hub.clock))
    .where("withdrawn_at", "is", null)
    .execute();
  const due = atOnce ? fresh : fresh.filter((key) => !waiting.some(({ alg }) => alg === key.alg));
  for (const key of due) {
    await replaceKey(tx, hub, key, atOnce);
    await recordEvent(tx, hub, {
      action: "key.rotated",
      actorId: actor.userId,
      subject: { kind: "key", id: key.kid },
      occasion: actor.occasion,
      detail: { alg: key.alg, at_once: atOnce },
    });
  }
  return due.length;
}
