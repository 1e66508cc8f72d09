/**
 * The proof of one's own address: `POST /verify-email/ask` sends a letter to the address that is there, `GET|POST /verify-email`
 * takes its code or link. A new address comes the same way (`account/profile.tsx` asks for it) and replaces the old one only here.
 * It counts in the session that asked, so that somebody who is sent a letter that they did not ask for can't prove their address
 * for an account that a stranger has made.
 */
import { isDuplicate } from "../../db/failure.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { proveAddress } from "../addresses/prove-address.ts";
import { hasRoom, reserveLetter } from "../mail/letter-budgets.ts";
import { askProof, spendProof } from "../mail/proofs.ts";
import { holdSession, type SignedIn } from "../sessions/store.ts";
import { findUser } from "../users/store.ts";
import type { PageContext } from "../web/route.ts";
import { CODE_PATHS, drawCode, drawRefused, mailOff, readProven, withProof } from "./mail-steps.tsx";

export const VERIFY_ASK = "/verify-email/ask";
const ACCOUNT = "/account";
const STEP = { purpose: "verify", againHref: ACCOUNT } as const;

/** @throws Refusal `sign_in_required` */
function requireSignedIn({ signedIn }: PageContext): SignedIn {
  if (!signedIn) throw new Refusal("sign_in_required");
  return signedIn;
}

export async function askVerifyEmail(context: PageContext): Promise<Answer> {
  const { hub, t, browser } = context;
  const off = await mailOff(context);
  if (off) return off;
  const { user, session } = requireSignedIn(context);
  const { email } = user;
  if (email === null || user.emailVerified) return context.redirect(ACCOUNT);
  await reserveLetter(hub, email, context);
  const sent = await hasRoom(hub, email, context, null);
  const handle = await hub.db.write((tx) =>
    askProof(tx, hub, {
      purpose: "verify",
      userId: user.id,
      address: email,
      language: user.locale ?? t.lang,
      browser,
      sessionId: session.id,
      returnTo: ACCOUNT,
      sent,
    }),
  );
  return context.redirect(withProof(CODE_PATHS.verify, handle));
}

export function showVerifyEmail(context: PageContext): Promise<Answer> {
  return drawCode(context, STEP, context.query.get("proof") ?? "");
}

export async function verifyEmail(context: PageContext): Promise<Answer> {
  const { hub, occasion } = context;
  const { user, session } = requireSignedIn(context);
  try {
    const proof = await readProven(context, "verify");
    if (proof.userId !== user.id || proof.sessionId !== session.id) throw new Refusal("flow_expired");
    await hub.db.write(async (tx) => {
      // A proven address is a way in: whoever is signed out at this moment gets none.
      await holdSession(tx, session.id);
      await spendProof(tx, hub, proof);
      const now = await findUser(tx, user.id);
      // Another address meanwhile, by another tab or an administrator: this proof was for the one before.
      if (!now || now.email !== user.email) throw new Refusal("flow_expired");
      await proveAddress(tx, hub, now, proof.address, session.id, occasion);
    });
  } catch (error) {
    // Two who prove one address at the same moment: the database lets one of them have it.
    return drawRefused(
      context,
      STEP,
      isDuplicate(error) ? new Refusal("email_taken", undefined, { cause: error }) : error,
    );
  }
  return context.redirect(withQuery(ACCOUNT, { notice: "email_verified" }));
}
