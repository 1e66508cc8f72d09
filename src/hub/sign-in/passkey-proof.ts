/**
 * What a passkey proves, at sign-in and at the second step: the options that the browser is given, and the check of its answer.
 * The answer is for a challenge of ours, given to this browser for this purpose; the passkey is known, and is that person's whose
 * id the authenticator keeps with it; its signature is right, at our origin, with the person verified. Challenge and counter are
 * spent in the transaction of what they buy.
 */

import type { Writer } from "../../db/database.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import { challengeOf, readAssertion, requestOptions, verifyAssertion } from "../../lib/webauthn.ts";
import { recordEvent } from "../audit/audit.ts";
import { reserveAttempt } from "../limits/attempts.ts";
import {
  type ChallengeFor,
  challengeFor,
  checkFor,
  findPasskey,
  listPasskeys,
  type Passkey,
  partyOf,
  spendChallenge,
  usePasskey,
} from "../ways/passkeys.ts";
import type { PageContext } from "../web/route.ts";

export const PASSKEY_SIGN_IN = "/sign-in/passkey";

/** Answers that one network may have checked: each costs a signature. */
const PER_NETWORK = { most: 300, window: 900 };

/** RFC 8176: the kind of key, that a person was there and verified, and so two factors. */
export const amrOf = ({ synced }: Pick<Passkey, "synced">): readonly string[] => [
  synced ? "swk" : "hwk",
  "user",
  "mfa",
];

/** What a sign-in page asks the browser for: any passkey that it has for us. */
export function signInOptions({ hub, browser }: PageContext): string {
  const challenge = challengeFor(hub, { purpose: "sign-in", browser, userId: null });
  return JSON.stringify(requestOptions(partyOf(hub), challenge));
}

/** What the second step asks for: one of this person's. `null` where there is none. */
export async function secondStepOptions({ hub, browser }: PageContext, userId: string): Promise<string | null> {
  const passkeys = await listPasskeys(hub.db, userId);
  if (passkeys.length === 0) return null;
  const challenge = challengeFor(hub, { purpose: "second-step", browser, userId });
  return JSON.stringify(requestOptions(partyOf(hub), challenge, passkeys));
}

export interface ProvenPasskey {
  readonly passkey: Passkey;
  /** Spends the challenge and moves the counter, in the transaction of what it buys. @throws Refusal `passkey_refused` */
  spend(tx: Writer): Promise<void>;
}

/** @throws Refusal `passkey_refused`, `too_many_attempts` */
export async function provePasskey(context: PageContext, what: Omit<ChallengeFor, "browser">): Promise<ProvenPasskey> {
  const { hub, browser, form, occasion } = context;
  await reserveAttempt(hub, [{ key: `passkey:network:${networkOf(occasion.address)}`, ...PER_NETWORK }]);
  const assertion = readAssertion(form.get("credential"));
  const passkey = await findPasskey(hub.db, assertion.credentialId);
  const person = what.userId ?? assertion.userId;
  if (!passkey || passkey.userId !== person || (assertion.userId ?? person) !== person)
    throw new Refusal("passkey_refused");
  const isOurs = checkFor(hub, { ...what, browser });
  const counter = await verifyAssertion(partyOf(hub), assertion, passkey, isOurs).catch(async (error: unknown) => {
    await note(context, passkey, "user.sign-in-failed");
    throw error;
  });
  return {
    passkey,
    async spend(tx) {
      await spendChallenge(tx, hub, challengeOf(assertion.text));
      if (await usePasskey(tx, seconds(hub.clock), passkey, counter)) return;
      throw new CounterRefusal();
    },
  };
}

/** The passkey's counter did not go on: there may be a copy of it (6.1.1). */
class CounterRefusal extends Refusal {
  constructor() {
    super("passkey_refused");
  }
}

/** Notes in the audit log what was refused after the signature was right; the transaction that refused is undone. */
export const noteRefused = (context: PageContext, { passkey }: ProvenPasskey, error: unknown): Promise<void> =>
  note(context, passkey, error instanceof CounterRefusal ? "passkey.counter-refused" : "user.sign-in-failed");

const note = (
  { hub, occasion }: PageContext,
  { id, name, userId }: Passkey,
  action: "passkey.counter-refused" | "user.sign-in-failed",
): Promise<void> =>
  hub.db.write((tx) =>
    recordEvent(tx, hub, {
      action,
      subject: { kind: "user", id: userId },
      occasion,
      detail: { way: "passkey", passkey: id, name },
    }),
  );
