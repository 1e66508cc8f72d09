/**
 * A forgotten password, as a machine of stored states (`mail/proofs.ts`):
 *
 *   GET|POST /recover ──letter──▶ /recover/code ──code or link: proven──▶ /recover/password ──spent──▶ /sign-in
 *
 * Only a proof that is proven opens the last page, and only its spending stores a password. The letter goes to the address that
 * is stored, whoever typed what. Nobody is signed in by it: the new password is used at the sign-in page, which asks for the
 * second factor as ever. Every session ends, every grant, whatever else waited.
 *
 * An address that was only typed opens nothing: it may be a stranger's, by mistake or by intent.
 */

import type { Writer } from "../../db/database.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { type FieldFault, Refusal } from "../../lib/errors.ts";
import { passwordFault, passwordRules } from "../../lib/passwords.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { MailAskPage, type MailError } from "../../pages/hub/mail/ask.tsx";
import { NewPasswordPage } from "../../pages/hub/mail/new-password.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { dropWhatPredates } from "../addresses/prove-address.ts";
import { recordEvent } from "../audit/audit.ts";
import { hasRoom, reserveLetter } from "../mail/letter-budgets.ts";
import { askProof, noteProven, type Proof, requireProof, spendProof } from "../mail/proofs.ts";
import { FIRST_ORGANIZATION, findOrganization } from "../organizations/store.ts";
import { findUser, findUserByLogin, type User, updateUser } from "../users/store.ts";
import type { PageContext } from "../web/route.ts";
import { type Destination, readDestination } from "./destination.ts";
import {
  CODE_PATHS,
  destinationFields,
  drawCode,
  drawRefused,
  dressedFor,
  mailOff,
  readProven,
  shownAs,
  withProof,
} from "./mail-steps.tsx";

export const RECOVER = "/recover";
export const NEW_PASSWORD = "/recover/password";

const stepOf = (destination: Destination) => ({
  purpose: "recover" as const,
  againHref: destination.carriedTo(RECOVER),
});

interface Shown {
  readonly value?: string;
  readonly fieldError?: FieldFault | null;
  readonly error?: MailError | null;
  readonly status?: number;
}

function draw(context: PageContext, destination: Destination, shown: Shown = {}): Answer {
  const { t, csrf } = context;
  const { value = "", fieldError = null, error = null, status = 200 } = shown;
  const { flow, path, assets } = destination;
  const page = (
    <MailAskPage
      t={t}
      assets={assets}
      kind="recover"
      value={value}
      fieldError={fieldError}
      error={error}
      backHref={destination.carriedTo("/sign-in")}
      action={RECOVER}
      csrf={csrf}
      hidden={{ flow: flow?.value ?? null, next: flow ? null : path }}
    />
  );
  return context.html(renderPage(page), { status });
}

export async function showRecover(context: PageContext): Promise<Answer> {
  return (await mailOff(context)) ?? draw(context, await readDestination(context));
}

/** Whether a letter to this account's address may open it again. */
const isRecoverable = (user: User | undefined): user is User =>
  user !== undefined && user.disabledAt === null && user.email !== null && user.emailVerified;

export async function askRecover(context: PageContext): Promise<Answer> {
  const { hub, t, form, browser } = context;
  const off = await mailOff(context);
  if (off) return off;
  const destination = await readDestination(context);
  const typed = form.get("username");
  if (typed.trim() === "") return draw(context, destination, { fieldError: "required", error: "invalid", status: 422 });
  try {
    await reserveLetter(hub, typed, context);
  } catch (error) {
    const shown = shownAs(error);
    if (shown === undefined || !(error instanceof Refusal)) throw error;
    return draw(context, destination, { value: typed, error: shown, status: error.status });
  }
  const { client } = destination;
  const organizationId = client?.organizationId ?? (await findOrganization(hub.db, FIRST_ORGANIZATION))?.id ?? "";
  const user = await findUserByLogin(hub.db, organizationId, typed);
  const address = user?.email ?? typed.trim().slice(0, 254);
  const owner = isRecoverable(user) ? user : null;
  const room = await hasRoom(hub, address, context, owner?.id ?? null);
  const may = room && owner !== null;
  const handle = await hub.db.write((tx) =>
    askProof(tx, hub, {
      purpose: "recover",
      userId: may ? (user?.id ?? null) : null,
      address,
      language: user?.locale ?? t.lang,
      browser,
      clientRowId: client?.id ?? null,
      returnTo: destination.path,
      sent: may,
    }),
  );
  return context.redirect(withProof(destination.carriedTo(CODE_PATHS.recover), handle));
}

export async function showRecoverCode(context: PageContext): Promise<Answer> {
  const destination = await readDestination(context);
  return drawCode(context, stepOf(destination), context.query.get("proof") ?? "");
}

export async function takeRecoverCode(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const destination = await readDestination(context);
  try {
    const proof = await readProven(context, "recover");
    const handle = await hub.db.write((tx) => noteProven(tx, hub, proof));
    return context.redirect(withProof(destination.carriedTo(NEW_PASSWORD), handle));
  } catch (error) {
    return drawRefused(context, stepOf(destination), error);
  }
}

interface Proven {
  readonly proof: Proof;
  readonly user: User;
}

/** The proven proof of that handle, and the account that it opens. @throws Refusal `flow_expired` */
async function requireProven({ hub, browser }: PageContext, handle: string): Promise<Proven> {
  const proof = await requireProof(hub.db, hub, handle, browser, "recover");
  const user = proof.userId === null ? undefined : await findUser(hub.db, proof.userId);
  if (!proof.isProven || !isRecoverable(user) || user.email !== proof.address) throw new Refusal("flow_expired");
  return { proof, user };
}

async function drawNewPassword(
  context: PageContext,
  { proof, user }: Proven,
  handle: string,
  fieldError: FieldFault | null = null,
): Promise<Answer> {
  const { t, csrf } = context;
  const assets = await dressedFor(context, proof.clientRowId);
  const page = (
    <NewPasswordPage
      t={t}
      assets={assets}
      kind="recover"
      username={user.name}
      passwordMinimum={passwordRules.shortest}
      fieldError={fieldError}
      action={NEW_PASSWORD}
      csrf={csrf}
      hidden={{ proof: handle, ...destinationFields(proof.returnTo) }}
    />
  );
  return context.html(renderPage(page), { status: fieldError === null ? 200 : 422 });
}

export async function showNewPassword(context: PageContext): Promise<Answer> {
  const handle = context.query.get("proof") ?? "";
  return drawNewPassword(context, await requireProven(context, handle), handle);
}

export async function saveNewPassword(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const destination = await readDestination(context);
  const handle = form.get("proof");
  const proven = await requireProven(context, handle);
  const { user } = proven;
  const wish = form.get("new_password");
  const fault = passwordFault(wish, [user.name, user.displayName, user.email?.split("@", 1)[0] ?? ""]);
  if (fault) return drawNewPassword(context, proven, handle, fault);
  const passwordHash = await hub.passwords.hash(wish);
  await hub.db.write((tx) => replacePassword(tx, context, proven, passwordHash));
  // Whoever was signed in here is out as well.
  return context.redirect(withQuery(destination.carriedTo("/sign-in"), { notice: "password_changed" }), [
    context.cookies.signOut(),
  ]);
}

/** @throws Refusal `flow_expired` where the proof is spent, or the account has changed since */
async function replacePassword(
  tx: Writer,
  context: PageContext,
  { proof, user }: Proven,
  passwordHash: string,
): Promise<void> {
  const { hub, occasion } = context;
  await spendProof(tx, hub, proof);
  const now = await findUser(tx, user.id);
  if (!isRecoverable(now) || now.email !== proof.address) throw new Refusal("flow_expired");
  await updateUser(tx, hub, user.id, { password_hash: passwordHash });
  const dropped = await dropWhatPredates(tx, hub, user.id, "all");
  await recordEvent(tx, hub, {
    action: "user.password-changed",
    actorId: user.id,
    subject: { kind: "user", id: user.id },
    occasion,
    detail: { first: user.passwordHash === null, way: "recovery", ...dropped },
  });
}
