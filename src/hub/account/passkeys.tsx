/**
 * My passkeys: `GET /account/passkeys`, `GET|POST /account/passkeys/add`, and `rename`, `remove` (POST). Adding and removing are
 * changes of a way in, and need a fresh sign-in.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { challengeOf, creationOptions, verifyRegistration } from "../../lib/webauthn.ts";
import type { AccountError } from "../../pages/hub/account/frame.tsx";
import { AccountPasskeyAddPage, AccountPasskeysPage } from "../../pages/hub/account/passkeys.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { completeLogin } from "../sessions/complete-login.ts";
import { holdSession } from "../sessions/store.ts";
import {
  addPasskey,
  challengeFor,
  checkFor,
  listPasskeys,
  partyOf,
  removePasskey,
  renamePasskey,
  spendChallenge,
} from "../ways/passkeys.ts";
import type { PageContext } from "../web/route.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

export const ADD = `${SECTIONS.passkeys}/add`;
export const RENAME = `${SECTIONS.passkeys}/rename`;
export const REMOVE = `${SECTIONS.passkeys}/remove`;

export async function showPasskeys(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const { user } = requireSignedIn(context);
  const page = (
    <AccountPasskeysPage
      {...accountPage(context, {
        notices: ["passkey_added", "passkey_renamed", "passkey_removed"],
        errors: ["last_way_in"],
      })}
      now={seconds(hub.clock)}
      passkeys={await listPasskeys(hub.db, user.id)}
      addHref={ADD}
      renameAction={RENAME}
      removeAction={REMOVE}
    />
  );
  return context.html(renderPage(page));
}

async function drawAdd(context: PageContext, error: AccountError | null, status = 200): Promise<Answer> {
  const { hub, browser, form } = context;
  const { user } = requireSignedIn(context);
  const challenge = challengeFor(hub, { purpose: "register", browser, userId: user.id });
  const known = await listPasskeys(hub.db, user.id);
  const page = (
    <AccountPasskeyAddPage
      {...accountPage(context, {}, error)}
      options={JSON.stringify(creationOptions(partyOf(hub), challenge, user, known))}
      name={form.get("name")}
      action={ADD}
    />
  );
  return context.html(renderPage(page), { status });
}

export const showAddPasskey = (context: PageContext): Promise<Answer> => drawAdd(context, null);

/** Refusals that are told on the page. */
const ON_PAGE: readonly AccountError[] = ["passkey_refused", "passkey_known"];

/** The passkey has just been used with its person verified, so the session is as strong as it from here on. */
export async function addOwnPasskey(context: PageContext): Promise<Answer> {
  const { hub, browser, form, occasion, sessionValue, cookies } = context;
  const { user, session } = requireSignedIn(context);
  const text = form.get("credential");
  try {
    const isOurs = checkFor(hub, { purpose: "register", browser, userId: user.id });
    const made = await verifyRegistration(partyOf(hub), text, isOurs);
    const value = await hub.db.write(async (tx) => {
      await holdSession(tx, session.id);
      await spendChallenge(tx, hub, challengeOf(text));
      const passkey = await addPasskey(tx, hub, user.id, made, form.get("name"));
      await recordEvent(tx, hub, {
        action: "passkey.added",
        actorId: user.id,
        subject: { kind: "passkey", id: passkey.id },
        occasion,
        detail: { name: passkey.name, synced: passkey.synced },
      });
      return completeLogin(tx, hub, {
        userId: user.id,
        amr: [...new Set([...session.amr, passkey.synced ? "swk" : "hwk", "user", "mfa"])],
        authenticatedAt: session.authenticatedAt,
        way: session.way,
        previousSession: sessionValue,
        occasion,
      });
    });
    return context.redirect(`${SECTIONS.passkeys}?notice=passkey_added`, [cookies.signIn(value)]);
  } catch (error) {
    const told = ON_PAGE.find((code) => error instanceof Refusal && error.code === code);
    if (!(error instanceof Refusal) || told === undefined) throw error;
    return drawAdd(context, told, error.status);
  }
}

export async function renameOwnPasskey(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user } = requireSignedIn(context);
  const id = form.get("passkey");
  const name = await hub.db.write(async (tx) => {
    const kept = await renamePasskey(tx, user.id, id, form.get("name"));
    const subject = { kind: "passkey", id };
    if (kept !== null)
      await recordEvent(tx, hub, {
        action: "passkey.renamed",
        actorId: user.id,
        subject,
        occasion,
        detail: { name: kept },
      });
    return kept;
  });
  return context.redirect(name === null ? SECTIONS.passkeys : `${SECTIONS.passkeys}?notice=passkey_renamed`);
}

/** @throws Refusal `not_found` */
export async function removeOwnPasskey(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user } = requireSignedIn(context);
  try {
    await hub.db.write(async (tx) => {
      const { id, name } = await removePasskey(tx, user.id, form.get("passkey"));
      const subject = { kind: "passkey", id };
      await recordEvent(tx, hub, { action: "passkey.removed", actorId: user.id, subject, occasion, detail: { name } });
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "identity_last") throw error;
    return context.redirect(`${SECTIONS.passkeys}?error=last_way_in`);
  }
  return context.redirect(`${SECTIONS.passkeys}?notice=passkey_removed`);
}
