/**
 * Two-step sign-in: `GET /account/second-factor`, `GET|POST …/set-up` (an authenticator), and `disable`, `recovery-codes`, `forget`
 * (POST). Whatever opens or closes a way in needs a fresh sign-in; forgetting a browser does not, so that nothing slows it down.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { totpAddress } from "../../lib/totp.ts";
import type { AccountError } from "../../pages/hub/account/frame.tsx";
import { AccountAuthenticatorPage, AccountSecondFactorPage } from "../../pages/hub/account/second-factor.tsx";
import { RecoveryCodesPage } from "../../pages/hub/recovery-codes.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { completeLogin } from "../sessions/complete-login.ts";
import { endSessions, holdSession } from "../sessions/store.ts";
import { countRecoveryCodes, makeRecoveryCodes } from "../ways/recovery-codes.ts";
import { forgetDevices, listDevices } from "../ways/remembered-devices.ts";
import { findFactors } from "../ways/required-factor.ts";
import { clearSecondFactor, removeSecondFactor, reserveSecondFactor } from "../ways/second-factor.ts";
import { enableTotp, offerTotp, readTotpOffer, type TotpOffer, totpSince } from "../ways/totp.ts";
import type { PageContext } from "../web/route.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

export const SET_UP = `${SECTIONS.secondFactor}/set-up`;
export const DISABLE = `${SECTIONS.secondFactor}/disable`;
export const MAKE_CODES = `${SECTIONS.secondFactor}/recovery-codes`;
export const FORGET = `${SECTIONS.secondFactor}/forget`;

export async function showSecondFactor(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const { user } = requireSignedIn(context);
  const now = seconds(hub.clock);
  const { totp, passkeys } = await findFactors(hub.db, user.id);
  const devices = await listDevices(hub.db, now, user);
  const page = (
    <AccountSecondFactorPage
      {...accountPage(context, { notices: ["totp_disabled", "devices_forgotten"], errors: ["second_factor_set"] })}
      now={now}
      totpSince={await totpSince(hub.db, user.id)}
      codesLeft={totp || passkeys ? await countRecoveryCodes(hub.db, user.id) : null}
      devices={devices.map((device) => ({
        ...device,
        id: String(device.id),
        userAgent: device.userAgent === "" ? null : device.userAgent,
        ip: device.address,
      }))}
      actions={{ setUp: SET_UP, disable: DISABLE, makeCodes: MAKE_CODES, forget: FORGET }}
    />
  );
  return context.html(renderPage(page));
}

function drawSetUp(context: PageContext, offer: TotpOffer, error: AccountError | null, status = 200): Answer {
  const { user } = requireSignedIn(context);
  const address = totpAddress({ issuer: new URL(context.hub.issuer).host, account: user.name, secret: offer.secret });
  const page = (
    <AccountAuthenticatorPage {...accountPage(context, {}, error)} offer={{ ...offer, address }} action={SET_UP} />
  );
  return context.html(renderPage(page), { status });
}

export async function showSetUpTotp(context: PageContext): Promise<Answer> {
  const { hub, browser } = context;
  const { user } = requireSignedIn(context);
  if ((await totpSince(hub.db, user.id)) !== null)
    return context.redirect(`${SECTIONS.secondFactor}?error=second_factor_set`);
  return drawSetUp(context, offerTotp(hub, user.id, browser), null);
}

/** Refusals that are told beside the picture. */
const ON_PAGE: readonly AccountError[] = ["otp_wrong", "too_many_attempts"];

/** Sessions that began without the second factor end; this one is as strong as it from here on. */
export async function setUpTotp(context: PageContext): Promise<Answer> {
  const { hub, form, browser, occasion, sessionValue, cookies, t, assets } = context;
  const { user, session } = requireSignedIn(context);
  const offer = readTotpOffer(hub, user.id, browser, form.get("offer"));
  try {
    await reserveSecondFactor(hub, user.id);
    const { codes, value } = await hub.db.write(async (tx) => {
      await holdSession(tx, session.id);
      await enableTotp(tx, hub, user.id, offer.secret, form.get("code"));
      await clearSecondFactor(tx, user.id);
      const sessions = await endSessions(tx, hub, user.id, { except: session.id });
      const subject = { kind: "user", id: user.id };
      await recordEvent(tx, hub, { action: "totp.enabled", actorId: user.id, subject, occasion, detail: { sessions } });
      return {
        codes: await makeRecoveryCodes(tx, hub, user.id),
        value: await completeLogin(tx, hub, {
          userId: user.id,
          amr: [...new Set([...session.amr, "otp", "mfa"])],
          authenticatedAt: session.authenticatedAt,
          way: session.way,
          previousSession: sessionValue,
          occasion,
        }),
      };
    });
    const page = <RecoveryCodesPage t={t} assets={assets} codes={codes} onHref={SECTIONS.secondFactor} />;
    return context.html(renderPage(page), { cookies: [cookies.signIn(value)] });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "second_factor_set") return context.redirect(`${SECTIONS.secondFactor}?error=second_factor_set`);
    const told = ON_PAGE.find((code) => code === error.code);
    if (told === undefined) throw error;
    return drawSetUp(context, offer, told, error.status);
  }
}

export async function disableTotp(context: PageContext): Promise<Answer> {
  const { hub, occasion, cookies } = context;
  const { user, session } = requireSignedIn(context);
  await hub.db.write(async (tx) => {
    await holdSession(tx, session.id);
    if (!(await removeSecondFactor(tx, user.id))) return;
    const sessions = await endSessions(tx, hub, user.id, { except: session.id });
    const subject = { kind: "user", id: user.id };
    await recordEvent(tx, hub, { action: "totp.disabled", actorId: user.id, subject, occasion, detail: { sessions } });
  });
  return context.redirect(`${SECTIONS.secondFactor}?notice=totp_disabled`, [cookies.forget()]);
}

/** New codes in the place of the old ones, for whoever has something that they stand in for. */
export async function makeCodes(context: PageContext): Promise<Answer> {
  const { hub, occasion, t, assets } = context;
  const { user, session } = requireSignedIn(context);
  const codes = await hub.db.write(async (tx) => {
    await holdSession(tx, session.id);
    const { totp, passkeys } = await findFactors(tx, user.id);
    if (!totp && !passkeys) return null;
    const subject = { kind: "user", id: user.id };
    await recordEvent(tx, hub, { action: "recovery-codes.made", actorId: user.id, subject, occasion });
    return makeRecoveryCodes(tx, hub, user.id);
  });
  if (codes === null) return context.redirect(SECTIONS.secondFactor);
  return context.html(
    renderPage(<RecoveryCodesPage t={t} assets={assets} codes={codes} onHref={SECTIONS.secondFactor} />),
  );
}

/** One of the remembered browsers (`device`), or `all`. */
export async function forgetBrowsers(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user } = requireSignedIn(context);
  const wish = form.get("device");
  const which = wish === "all" ? "all" : { only: /^\d{1,16}$/.test(wish) ? Number(wish) : 0 };
  const devices = await hub.db.write(async (tx) => {
    const forgotten = await forgetDevices(tx, user.id, which);
    const subject = { kind: "user", id: user.id };
    if (forgotten > 0)
      await recordEvent(tx, hub, {
        action: "device.forgotten",
        actorId: user.id,
        subject,
        occasion,
        detail: { devices: forgotten },
      });
    return forgotten;
  });
  return context.redirect(devices === 0 ? SECTIONS.secondFactor : `${SECTIONS.secondFactor}?notice=devices_forgotten`);
}
