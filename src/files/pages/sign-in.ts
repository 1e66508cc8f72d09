/**
 * `/sign-in`: a passkey, a button for each platform, and a password with its second step. In order: the try is counted, the
 * password checked; where there is a second factor, a sealed cookie of five minutes says whose password was right, and signs nobody
 * in; then the code is spent, and only then is a session begun, always a new one. A passkey is two factors, and needs no code.
 */
import { z } from "zod";
import { seconds } from "../../lib/clock.ts";
import { cookie } from "../../lib/cookies.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { ownPath } from "../../lib/paths.ts";
import type { FilesError } from "../../pages/files/frame.tsx";
import { FilesSecondStepPage, FilesSignInPage } from "../../pages/files/sign-in.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { limitsOf, reserveAttempt } from "../attempts/attempts.ts";
import type { Files } from "../files.ts";
import { arePasskeysOn, signInByPasskey, signInOptions } from "../passkeys/prove.ts";
import { beginSession, SESSION_SECONDS } from "../sessions/store.ts";
import { offeredPlatforms, signInHref } from "../sso/sign-in.ts";
import { proven, provePassword, triesFor } from "../users/prove-password.ts";
import { proveSecondFactor } from "../users/second-factor.ts";
import { findGuest, findUser } from "../users/store.ts";
import type { User } from "../users/user.ts";
import type { Context } from "../web/route.ts";
import { errorOf, frameOf } from "./frame.ts";

const SECOND_STEP = "/sign-in/code";
export const PASSKEY_SIGN_IN = "/sign-in/passkey";
const NAME = "alldoor_files_second_step";
const PLACE = `files:cookie:${NAME}` as const;
/** Seconds. */
const SECOND_STEP_SECONDS = 300;

const firstStep = z.strictObject({ user: z.number(), passwordChangedAt: z.number(), expiresAt: z.number() });

const jarOf = ({ secure }: Pick<Files, "secure">) => cookie(NAME, secure);

/** Where to go afterwards: never to a way in or out. */
function nextOf(text: string | null): string {
  const next = ownPath(text, "/");
  return /^\/sign-(?:in|out)(?:[/?#]|$)/.test(next) ? "/" : next;
}

const wishOf = ({ http, query, form }: Context): string => {
  if (http.method === "POST") return nextOf(form.get("next"));
  return nextOf(query.get("next"));
};

interface Shown {
  readonly username?: string;
  readonly error?: FilesError;
}

export async function signInPage(context: Context, { username = "", error }: Shown = {}): Promise<Answer> {
  const { files, browser, html } = context;
  const { t, assets, site, csrf, error: said, notice } = await frameOf(context);
  const next = wishOf(context);
  const [platforms, guest, hasPasskeys] = await Promise.all([
    offeredPlatforms(files),
    findGuest(files.db),
    arePasskeysOn(files),
  ]);
  const page = FilesSignInPage({
    t,
    assets,
    site,
    csrf,
    platforms: platforms.map((platform) => ({
      id: platform.id,
      name: platform.label,
      colour: null,
      href: signInHref(platform, next),
      sandbox: false,
    })),
    username,
    error: error ?? said,
    notice,
    passkey: hasPasskeys ? { options: JSON.stringify(signInOptions(files, browser)), action: PASSKEY_SIGN_IN } : null,
    guestHref: guest.disabledAt === null ? "/" : null,
    action: "/sign-in",
    next,
  });
  return html(renderPage(page), error === undefined ? {} : { status: 422 });
}

async function secondStepPage(context: Context, error: FilesError | null, cookies: readonly string[]): Promise<Answer> {
  const { t, assets, site, csrf } = await frameOf(context);
  const next = wishOf(context);
  const page = FilesSecondStepPage({ t, assets, site, csrf, error, action: SECOND_STEP, next });
  return context.html(renderPage(page), { status: error === null ? 200 : 422, cookies });
}

async function signedIn(context: Context, user: User): Promise<Answer> {
  const { files, http, occasion, redirect } = context;
  await proven(files, user, occasion.address);
  const value = await files.db.write((tx) => beginSession(tx, files, user, "cookie", occasion));
  files.log.info("sign-in.completed", { request: http.id, user: user.id });
  const session = files.browsers.session.write(value, { maxAge: SESSION_SECONDS.cookie });
  return redirect(wishOf(context), [session, jarOf(files).clear()]);
}

/** `POST /sign-in` */
export async function passwordStep(context: Context): Promise<Answer> {
  const { files, form, occasion, t } = context;
  const username = form.get("username").slice(0, 300);
  let user: User;
  try {
    user = await provePassword(files, username, { password: form.get("password") }, occasion.address);
  } catch (error) {
    return signInPage(context, { username, error: errorOf(t, error) });
  }
  if (!user.hasOtp) return signedIn(context, user);
  const kept: z.infer<typeof firstStep> = {
    user: user.id,
    passwordChangedAt: user.passwordChangedAt,
    expiresAt: seconds(files.clock) + SECOND_STEP_SECONDS,
  };
  const sealed = files.vault.seal(JSON.stringify(kept), PLACE);
  return secondStepPage(context, null, [jarOf(files).write(sealed, { maxAge: SECOND_STEP_SECONDS })]);
}

/** `POST /sign-in/passkey` */
export async function passkeyStep(context: Context): Promise<Answer> {
  const { files, browser, form, redirect, t } = context;
  try {
    if (!(await arePasskeysOn(files))) throw new Refusal("forbidden");
    const answered = { asker: browser, credential: form.get("credential"), username: "" };
    const { value } = await signInByPasskey(context, answered, "cookie");
    const session = files.browsers.session.write(value, { maxAge: SESSION_SECONDS.cookie });
    return redirect(wishOf(context), [session, jarOf(files).clear()]);
  } catch (error) {
    return signInPage(context, { error: errorOf(t, error) });
  }
}

/** Whose password was right in this browser a moment ago, if nothing has changed since. */
async function firstStepOf({ files, http }: Context): Promise<User | null> {
  const sealed = jarOf(files).read(http.headers.cookie);
  if (sealed === undefined || sealed === "") return null;
  let opened: unknown;
  try {
    opened = JSON.parse(files.vault.open(sealed, PLACE));
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
  const kept = firstStep.safeParse(opened);
  if (!kept.success || kept.data.expiresAt <= seconds(files.clock)) return null;
  const user = await findUser(files.db, kept.data.user);
  if (!user || user.disabledAt !== null || user.passwordChangedAt !== kept.data.passwordChangedAt) return null;
  return user;
}

/** `POST /sign-in/code` */
export async function codeStep(context: Context): Promise<Answer> {
  const { files, form, occasion, t } = context;
  const user = await firstStepOf(context);
  if (!user) return signInPage(context, { error: "expired" });
  try {
    await reserveAttempt(files, limitsOf(triesFor(user, user.username), occasion.address));
    await proveSecondFactor(files, user, form.get("code").replaceAll(" ", ""));
  } catch (error) {
    return secondStepPage(context, errorOf(t, error), []);
  }
  return signedIn(context, user);
}
