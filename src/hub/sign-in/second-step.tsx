/**
 * The second step of a sign-in, with the handle of the first: `GET|POST /sign-in/second-step` (a code), and below it `passkey` and
 * `enrol` (POST). Each proves first and spends last: the code, the handle and the session are one transaction.
 */

import type { Writer } from "../../db/database.ts";
import { readBearer } from "../../lib/bearer.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { totpAddress } from "../../lib/totp.ts";
import { RecoveryCodesPage } from "../../pages/hub/recovery-codes.tsx";
import { type SecondStepError, SecondStepPage } from "../../pages/hub/second-step.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { noteInFlow } from "../flows/store.ts";
import { noteBrowser } from "../mail/seen-browsers.ts";
import { SECOND_STEP } from "../sessions/admit.ts";
import { completeLogin } from "../sessions/complete-login.ts";
import { type PendingLogin, requirePendingLogin, spendPendingLogin } from "../ways/pending-login.ts";
import { countRecoveryCodes, makeRecoveryCodes } from "../ways/recovery-codes.ts";
import { rememberDevice } from "../ways/remembered-devices.ts";
import { type Factors, findFactors } from "../ways/required-factor.ts";
import { clearSecondFactor, noteFailure, reserveSecondFactor, spendCode } from "../ways/second-factor.ts";
import { enableTotp, offerTotp, readTotpOffer, type TotpOffer } from "../ways/totp.ts";
import type { PageContext } from "../web/route.ts";
import { dressedFor } from "./mail-steps.tsx";
import { amrOf, noteRefused, provePasskey, secondStepOptions } from "./passkey-proof.ts";
import { visitOf } from "./second-factor.ts";

export const SECOND_STEP_PASSKEY = `${SECOND_STEP}/passkey`;
export const SECOND_STEP_ENROL = `${SECOND_STEP}/enrol`;

const handleOf = ({ form, query }: PageContext): string => form.get("login") || query.get("login") || "";

const pendingOf = (context: PageContext): Promise<PendingLogin> =>
  requirePendingLogin(context.hub.db, context.hub, handleOf(context), context.browser);

interface Shown {
  readonly error?: SecondStepError;
  readonly offer?: TotpOffer;
  readonly status?: number;
}

const canEnrol = ({ totp, passkeys }: Factors): boolean => !totp && !passkeys;

async function draw(context: PageContext, pending: PendingLogin, shown: Shown = {}): Promise<Answer> {
  const { hub, t, csrf, form, query, browser } = context;
  const assets = await dressedFor(context, pending.clientId);
  const { user, confirming, returnTo } = pending;
  const login = handleOf(context);
  const factors = await findFactors(hub.db, user.id);
  const codes = canEnrol(factors) ? 0 : await countRecoveryCodes(hub.db, user.id);
  const wish = form.get("with") || query.get("with");
  const isRecovery = codes > 0 && (wish === "recovery" || !factors.totp);
  const other =
    factors.totp && codes > 0 ? withQuery(SECOND_STEP, { login, with: isRecovery ? "totp" : "recovery" }) : null;
  const offer = canEnrol(factors) ? (shown.offer ?? offerTotp(hub, user.id, browser)) : null;
  const page = (
    <SecondStepPage
      t={t}
      assets={assets}
      person={user.displayName}
      asks={isRecovery ? "recovery" : factors.totp ? "totp" : null}
      otherHref={other}
      passkeyOptions={await secondStepOptions(context, user.id)}
      canRemember={!confirming}
      enrolment={offer && { ...offer, address: addressOf(context, pending, offer) }}
      error={shown.error ?? null}
      signInHref={pending.flowId === null ? withQuery("/sign-in", { next: returnTo }) : returnTo}
      action={SECOND_STEP}
      passkeyAction={SECOND_STEP_PASSKEY}
      enrolAction={SECOND_STEP_ENROL}
      csrf={csrf}
      hidden={{ login }}
    />
  );
  return context.html(renderPage(page), { status: shown.status ?? 200, formLeavesOrigin: pending.flowId !== null });
}

const addressOf = ({ hub }: PageContext, { user }: PendingLogin, { secret }: TotpOffer): string =>
  totpAddress({ issuer: new URL(hub.issuer).host, account: user.name, secret });

export const showSecondStep = async (context: PageContext): Promise<Answer> => draw(context, await pendingOf(context));

/** What a refusal is called on the page; anything else gets the error page. */
const ON_PAGE: readonly SecondStepError[] = ["otp_wrong", "passkey_refused", "too_many_attempts"];

async function orAgain(
  context: PageContext,
  pending: PendingLogin,
  work: () => Promise<Answer>,
  offer?: TotpOffer,
): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const told = ON_PAGE.find((code) => error instanceof Refusal && error.code === code);
    if (!(error instanceof Refusal) || told === undefined) throw error;
    const { status, retryAfter } = error;
    const answer = await draw(context, pending, { error: told, status, ...(offer ? { offer } : {}) });
    if (retryAfter === undefined) return answer;
    return { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfter) } };
  }
}

/** Signs in with both proofs. @returns the session cookie's value. */
async function complete(
  tx: Writer,
  context: PageContext,
  pending: PendingLogin,
  amr: readonly string[],
  way: string,
): Promise<string> {
  const { hub } = context;
  await spendPendingLogin(tx, hub, pending);
  const { browser, previousSession, occasion } = visitOf(context);
  const session = await completeLogin(tx, hub, {
    userId: pending.user.id,
    amr: [...new Set([...pending.amr, ...amr])],
    way: `${pending.way}+${way}`,
    previousSession,
    clientId: pending.clientId ?? undefined,
    confirming: pending.confirming,
    occasion,
  });
  await noteBrowser(tx, hub, pending.user.id, browser, occasion);
  if (pending.flowId !== null) await noteInFlow(tx, pending.flowId, "login", readBearer(session)?.id ?? 0);
  return session;
}

/** A code, from the authenticator or from paper. */
export async function takeCode(context: PageContext): Promise<Answer> {
  const { hub, form, occasion, cookies } = context;
  const pending = await pendingOf(context);
  const { user } = pending;
  return orAgain(context, pending, async () => {
    await reserveSecondFactor(hub, user.id);
    try {
      const done = await hub.db.write(async (tx) => {
        const kind = await spendCode(tx, hub, user.id, form.get("code"));
        const session = await complete(tx, context, pending, ["otp", "mfa"], kind);
        const remembers = form.get("remember") === "true" && !pending.confirming;
        return { session, device: remembers ? await remember(tx, context, pending) : null };
      });
      const device = done.device === null ? [] : [cookies.remember(done.device)];
      return context.redirect(pending.returnTo, [cookies.signIn(done.session), ...device]);
    } catch (error) {
      if (error instanceof Refusal && error.code === "otp_wrong")
        await noteFailure(hub, user.id, occasion, "second-step");
      throw error;
    }
  });
}

async function remember(tx: Writer, { hub, occasion }: PageContext, { user }: PendingLogin): Promise<string> {
  await recordEvent(tx, hub, {
    action: "device.remembered",
    actorId: user.id,
    subject: { kind: "user", id: user.id },
    occasion,
  });
  return rememberDevice(tx, hub, user, occasion);
}

/** One of the person's passkeys. */
export async function takePasskey(context: PageContext): Promise<Answer> {
  const { hub, cookies } = context;
  const pending = await pendingOf(context);
  return orAgain(context, pending, async () => {
    const proven = await provePasskey(context, { purpose: "second-step", userId: pending.user.id });
    try {
      const session = await hub.db.write(async (tx) => {
        await proven.spend(tx);
        return complete(tx, context, pending, amrOf(proven.passkey), "passkey");
      });
      return context.redirect(pending.returnTo, [cookies.signIn(session)]);
    } catch (error) {
      if (error instanceof Refusal) await noteRefused(context, proven, error);
      throw error;
    }
  });
}

/** Sets up an authenticator for somebody who has nothing yet; the recovery codes are shown before they go on. */
export async function enrol(context: PageContext): Promise<Answer> {
  const { hub, form, browser, occasion, t, assets, cookies } = context;
  const pending = await pendingOf(context);
  const { user } = pending;
  if (!canEnrol(await findFactors(hub.db, user.id))) throw new Refusal("second_factor_set");
  const offer = readTotpOffer(hub, user.id, browser, form.get("offer"));
  return orAgain(
    context,
    pending,
    async () => {
      await reserveSecondFactor(hub, user.id);
      const { codes, session } = await hub.db.write(async (tx) => {
        await enableTotp(tx, hub, user.id, offer.secret, form.get("code"));
        await clearSecondFactor(tx, user.id);
        const subject = { kind: "user", id: user.id };
        await recordEvent(tx, hub, { action: "totp.enabled", actorId: user.id, subject, occasion });
        return {
          codes: await makeRecoveryCodes(tx, hub, user.id),
          session: await complete(tx, context, pending, ["otp", "mfa"], "totp"),
        };
      });
      const page = <RecoveryCodesPage t={t} assets={assets} codes={codes} onHref={pending.returnTo} />;
      return context.html(renderPage(page), { cookies: [cookies.signIn(session)] });
    },
    offer,
  );
}
