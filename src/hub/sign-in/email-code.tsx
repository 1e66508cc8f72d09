/**
 * Sign-in by mail: `GET|POST /sign-in/email` asks for a letter, `GET|POST /sign-in/email/code` takes its code or its link. An
 * address that nobody has proven opens a new account where the application lets people sign up; otherwise nothing is sent, and
 * the answer is the same. An address finds the account that has proven it, and no other.
 */

import type { Writer } from "../../db/database.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { type FieldFault, Refusal } from "../../lib/errors.ts";
import { MailAskPage, type MailError } from "../../pages/hub/mail/ask.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { hasRoom, reserveLetter } from "../mail/letter-budgets.ts";
import { askProof, type Proof, spendProof } from "../mail/proofs.ts";
import { FIRST_ORGANIZATION, findOrganization } from "../organizations/store.ts";
import { admit } from "../sessions/admit.ts";
import { readEmail, usernameFrom } from "../users/names.ts";
import { createNewcomer } from "../users/newcomer.ts";
import { findUser, findUserByEmail, type User, updateUser } from "../users/store.ts";
import type { PageContext } from "../web/route.ts";
import { type Destination, readDestination } from "./destination.ts";
import { CODE_PATHS, drawCode, drawRefused, mailOff, readProven, shownAs, withProof } from "./mail-steps.tsx";
import { arrivalOf, goOn } from "./second-factor.ts";

export const EMAIL_SIGN_IN = "/sign-in/email";

/** Whether a destination lets people in by mail, as far as its application says. */
export const allowsEmail = ({ client }: Pick<Destination, "client">): boolean => client?.allowEmail ?? true;

/** @throws Refusal `forbidden` */
async function openDestination(context: PageContext): Promise<Destination> {
  const destination = await readDestination(context);
  if (!allowsEmail(destination)) throw new Refusal("forbidden");
  return destination;
}

const organizationOf = async (hub: Hub, { client }: Destination): Promise<string> =>
  client?.organizationId ?? (await findOrganization(hub.db, FIRST_ORGANIZATION))?.id ?? "";

const stepOf = (destination: Destination) => ({
  purpose: "sign-in" as const,
  againHref: destination.carriedTo(EMAIL_SIGN_IN),
});

interface Shown {
  readonly value?: string;
  readonly fieldError?: FieldFault | null;
  readonly error?: MailError | null;
  readonly status?: number;
}

function draw(context: PageContext, destination: Destination, shown: Shown = {}): Answer {
  const { t, csrf, form, query } = context;
  const { value = "", fieldError = null, error = null, status = 200 } = shown;
  const { flow, path, assets } = destination;
  const confirming = query.has("confirm") || form.has("confirm");
  const page = (
    <MailAskPage
      t={t}
      assets={assets}
      kind="enter"
      value={value}
      fieldError={fieldError}
      error={error}
      backHref={destination.carriedTo("/sign-in")}
      action={EMAIL_SIGN_IN}
      csrf={csrf}
      hidden={{ flow: flow?.value ?? null, next: flow ? null : path, confirm: confirming ? "1" : null }}
    />
  );
  return context.html(renderPage(page), { status });
}

export async function showEmailSignIn(context: PageContext): Promise<Answer> {
  return (await mailOff(context)) ?? draw(context, await openDestination(context));
}

export async function askEmailSignIn(context: PageContext): Promise<Answer> {
  const { hub, t, form, browser } = context;
  const off = await mailOff(context);
  if (off) return off;
  const destination = await openDestination(context);
  const value = form.get("email");
  const typed = readEmail(value);
  if (typed === null) {
    const fieldError = value.trim() === "" ? "required" : "invalid_email";
    return draw(context, destination, { value, fieldError, error: "invalid", status: 422 });
  }
  try {
    await reserveLetter(hub, typed, context);
  } catch (error) {
    const shown = shownAs(error);
    if (shown === undefined || !(error instanceof Refusal)) throw error;
    return draw(context, destination, { value, error: shown, status: error.status });
  }
  const { client } = destination;
  const user = await findUserByEmail(hub.db, await organizationOf(hub, destination), typed);
  const known = user && user.disabledAt === null ? user : null;
  const room = await hasRoom(hub, known?.email ?? typed, context, known?.id ?? null);
  const handle = await hub.db.write((tx) =>
    askProof(tx, hub, {
      purpose: "sign-in",
      userId: known?.id ?? null,
      // The letter goes to the address as it was proven, not to what was typed (two that fold alike may differ).
      address: known?.email ?? typed,
      language: known?.locale ?? t.lang,
      browser,
      clientRowId: client?.id ?? null,
      returnTo: destination.path,
      sent: room && (known !== null || (user === undefined && client?.allowSignUp === true)),
    }),
  );
  return context.redirect(withProof(destination.carriedTo(CODE_PATHS["sign-in"]), handle));
}

export async function showEmailCode(context: PageContext): Promise<Answer> {
  const destination = await openDestination(context);
  return drawCode(context, stepOf(destination), context.query.get("proof") ?? "");
}

export async function enterByEmail(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const destination = await openDestination(context);
  try {
    const proof = await readProven(context, "sign-in");
    // Asked under one application's rules, it counts under no other's.
    if (proof.clientRowId !== (destination.client?.id ?? null)) throw new Refusal("flow_expired");
    const organizationId = await organizationOf(hub, destination);
    const admission = await hub.db.write(async (tx) => {
      await spendProof(tx, hub, proof);
      const user =
        (await holderOf(tx, proof, organizationId)) ?? (await signUp(tx, context, destination, proof.address));
      return admit(tx, hub, arrivalOf(context, destination, { userId: user.id, amr: ["email"], way: "email" }));
    });
    return goOn(context, admission, destination.path);
  } catch (error) {
    return drawRefused(context, stepOf(destination), error);
  }
}

/** Whose the address is now. @throws Refusal `flow_expired` where the account that was asked for has another one since */
async function holderOf(tx: Writer, proof: Proof, organizationId: string): Promise<User | undefined> {
  if (proof.userId === null) return findUserByEmail(tx, organizationId, proof.address);
  const user = await findUser(tx, proof.userId);
  if (!user?.emailVerified || user.email !== proof.address) throw new Refusal("flow_expired");
  return user;
}

/** A new account of somebody who has proven an address that is nobody's. @throws Refusal `sign_up_closed`, `email_taken` */
async function signUp(tx: Writer, context: PageContext, { client }: Destination, address: string): Promise<User> {
  const { hub, t, occasion } = context;
  if (!client?.allowSignUp) throw new Refusal("sign_up_closed");
  const name = usernameFrom(address);
  const user = await createNewcomer(tx, hub, {
    organizationId: client.organizationId,
    name,
    displayName: name,
    email: address,
    emailVerified: true,
    passwordHash: null,
    isAdmin: false,
  });
  await updateUser(tx, hub, user.id, { locale: t.lang });
  await recordEvent(tx, hub, {
    action: "user.signed-up",
    actorId: user.id,
    subject: { kind: "user", id: user.id },
    clientId: client.id,
    occasion,
    detail: { way: "email" },
  });
  return user;
}
