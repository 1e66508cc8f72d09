/**
 * Signing in by a passkey, for API and pages (WebAuthn, 7.2). The answer is for a challenge of ours that was given to this very
 * asker; the passkey is known, and is that person's whose handle the authenticator keeps with it; its signature is right, at our
 * origin, with the person verified: two factors in one, so no code is asked for. Then challenge and counter are spent, and only
 * with them is a session begun.
 */
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import { challengeOf, readAssertion, requestOptions, verifyAssertion } from "../../lib/webauthn.ts";
import { reserveAttempt } from "../attempts/attempts.ts";
import type { Files } from "../files.ts";
import { beginSession, type Session } from "../sessions/store.ts";
import { settingFlag } from "../settings/store.ts";
import { usernameKey } from "../users/names.ts";
import { findUser } from "../users/store.ts";
import type { User } from "../users/user.ts";
import type { Context } from "../web/route.ts";
import { challengeFor, checkFor, partyOf, spendChallenge } from "./challenges.ts";
import { findPasskey, usePasskey } from "./store.ts";

/** Answers that one network may have checked: each costs a signature. */
const PER_NETWORK = { most: 300, window: 900 };

/** Whether passkeys open anything here. */
export const arePasskeysOn = (files: Files): Promise<boolean> => settingFlag(files, "webauthn_login_enabled");

/** The person as authenticators keep them. The hub may be on the same host, and its people are other ones. */
export const handleOf = ({ id }: Pick<User, "id">): string => `files:${id}`;

/** Any passkey that the browser has for us: a list of somebody's would tell who has one. @param asker See `ChallengeFor`. */
export const signInOptions = (files: Files, asker: string) =>
  requestOptions(partyOf(files), challengeFor(files, { purpose: "sign-in", asker, userId: null }));

interface Answered {
  readonly asker: string;
  /** What the browser made, as JSON. */
  readonly credential: string;
  /** Whose it has to be; empty for anybody's. */
  readonly username: string;
}

/**
 * @returns the person, and the value for cookie or token
 * @throws Refusal `passkey_refused`, `too_many_attempts`, `account_disabled`, for whoever has the passkey alone
 */
export async function signInByPasskey(
  { files, http, occasion }: Pick<Context, "files" | "http" | "occasion">,
  { asker, credential, username }: Answered,
  kind: Session["kind"],
): Promise<{ readonly user: User; readonly value: string }> {
  await reserveAttempt(files, [{ key: `passkey:network:${networkOf(occasion.address)}`, ...PER_NETWORK }]);
  const assertion = readAssertion(credential);
  const passkey = await findPasskey(files.db, assertion.credentialId);
  if (!passkey || (assertion.userId ?? "") !== handleOf({ id: passkey.userId })) throw new Refusal("passkey_refused");
  const isOurs = checkFor(files, { purpose: "sign-in", asker, userId: null });
  const counter = await verifyAssertion(partyOf(files), assertion, passkey, isOurs);
  const done = await files.db.write(async (tx) => {
    await spendChallenge(tx, files, challengeOf(credential));
    // Undone with the rest, were it thrown here; a copy is to be seen in the log.
    if (!(await usePasskey(tx, files, passkey, counter))) return null;
    const user = await findUser(tx, passkey.userId);
    if (!user || user.role === "guest") throw new Refusal("passkey_refused");
    if (username !== "" && usernameKey(username) !== usernameKey(user.username)) throw new Refusal("passkey_refused");
    if (user.disabledAt !== null) throw new Refusal("account_disabled");
    return { user, value: await beginSession(tx, files, user, kind, occasion) };
  });
  if (!done) {
    files.log.warn("passkey.counter-refused", { request: http.id, user: passkey.userId });
    throw new Refusal("passkey_refused");
  }
  files.log.info("sign-in.completed", { request: http.id, user: done.user.id, way: "passkey" });
  return done;
}
