/**
 * Adding a passkey, for API and pages (WebAuthn, 7.1). It is a way in that outlives the session, so it asks for a fresh sign-in by
 * a session: the API's own token makes none.
 */
import { Refusal } from "../../lib/errors.ts";
import { challengeOf, creationOptions, verifyRegistration } from "../../lib/webauthn.ts";
import { demandRecent } from "../api/recent.ts";
import type { Files } from "../files.ts";
import type { Session } from "../sessions/store.ts";
import type { User } from "../users/user.ts";
import type { Context } from "../web/route.ts";
import { challengeFor, checkFor, partyOf, spendChallenge } from "./challenges.ts";
import { handleOf } from "./prove.ts";
import { addPasskey, listPasskeys } from "./store.ts";

/** @throws Refusal `recent_sign_in_required` */
export function demandOwnSession(context: Context): Session {
  const { session } = context;
  if (!session) throw new Refusal("recent_sign_in_required");
  demandRecent(context);
  return session;
}

/** @param asker See `ChallengeFor`. */
export async function registrationOptions(files: Files, user: User, asker: string) {
  const challenge = challengeFor(files, { purpose: "register", asker, userId: user.id });
  const person = { id: handleOf(user), name: user.username, displayName: user.username };
  return creationOptions(partyOf(files), challenge, person, await listPasskeys(files.db, user.id));
}

/**
 * @param credential What the browser made, as JSON.
 * @throws Refusal `recent_sign_in_required`, `passkey_refused`, `passkey_known`
 */
export async function register(
  context: Context,
  { asker, credential, name }: { readonly asker: string; readonly credential: string; readonly name: string },
): Promise<void> {
  const { files, http, user } = context;
  demandOwnSession(context);
  const isOurs = checkFor(files, { purpose: "register", asker, userId: user.id });
  const made = await verifyRegistration(partyOf(files), credential, isOurs);
  await files.db.write(async (tx) => {
    await spendChallenge(tx, files, challengeOf(credential));
    await addPasskey(tx, files, user.id, made, name);
  });
  files.log.info("passkey.added", { request: http.id, user: user.id });
}
