/**
 * Challenges (WebAuthn, 13.4.3): made and signed here, bound to their purpose, to whoever asked and to the person, and spent in
 * the transaction of what they buy. Whoever asked is a page's browser, or a call of the API by a value that it has to send back;
 * that value alone is worth nothing.
 */
import type { Writer } from "../../db/database.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import {
  CHALLENGE_SECONDS,
  type ChallengeCheck,
  isChallenge,
  newChallenge,
  type RelyingParty,
  relyingParty,
} from "../../lib/webauthn.ts";
import type { Files } from "../files.ts";

type Services = Pick<Files, "vault" | "clock">;

export const partyOf = ({ address }: Pick<Files, "address">): RelyingParty => relyingParty(address, "Alldoor Files");

export interface ChallengeFor {
  readonly purpose: "register" | "sign-in";
  /** A browser's value, or of the API the value that goes with the challenge. */
  readonly asker: string;
  /** The person, where it is known who they are. */
  readonly userId: number | null;
}

const keyOf = ({ vault }: Services) => vault.derive("files/passkey-challenge");

const boundTo = ({ purpose, asker, userId }: ChallengeFor): string =>
  JSON.stringify([purpose, bearerHash(asker), userId]);

export const challengeFor = (files: Services, what: ChallengeFor): string =>
  newChallenge(keyOf(files), boundTo(what), seconds(files.clock));

export const checkFor =
  (files: Services, what: ChallengeFor): ChallengeCheck =>
  (challenge) =>
    what.asker !== "" && isChallenge(keyOf(files), boundTo(what), seconds(files.clock), challenge);

/**
 * Notes a challenge as used until it has expired: the one try that it is good for, among the counters of tries.
 * @throws Refusal `passkey_refused` where it was used before
 */
export async function spendChallenge(tx: Writer, files: Pick<Files, "clock">, challenge: string): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tx.query
    .insertInto("files_attempts")
    .values({
      key: `passkey-challenge:${bearerHash(challenge)}`,
      count: 1,
      expires_at: seconds(files.clock) + CHALLENGE_SECONDS,
    })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) throw new Refusal("passkey_refused");
}
