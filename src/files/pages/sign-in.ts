/**
 * `/sign-in`: a passkey, a button for each platform, and a password, with the second step. In order: the try is counted, the
 * password checked; where there is a second factor, a sealed cookie says whose first step was right (`users/second-step.ts`); then the
 * code is spent, and only then is a session begun, always a new one. A platform is one proof, and leads to the same second step. A
 * passkey is two factors, and needs no code.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { ownPath } from "../../lib/paths.ts";
import type { FilesError } from "../../pages/files/frame.tsx";
import { FilesSecondStepPage, FilesSignInPage } from "../../pages/files/sign-in.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { limitsOf, reserveAttempt } from "../attempts/attempts.ts";
import { arePasskeysOn, signInByPasskey, signInOptions } from "../passkeys/prove.ts";
import { beginSession, SESSION_SECONDS } from "../sessions/store.ts";
import { deliverSignIn } from "../sso/deliver.tsx";
import { offeredPlatforms, signInHref } from "../sso/sign-in.ts";
import { proven, provePassword, triesFor } from "../users/prove-password.ts";
import { proveSecondFactor } from "../users/second-factor.ts";
import { clearFirstStep, firstStepOf, keepFirstStep, SECOND_STEP } from "../users/second-step.ts";
import { findGuest } from "../users/store.ts";
import type { User } from "../users/user.ts";
import type { Context } from "../web/route.ts";
import { errorOf, frameOf } from "./frame.ts";

export const PASSKEY_SIGN_IN = "/sign-in/passkey";
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

async function secondStepPage(
  context: Context,
  error: FilesError | null,
  cookies: readonly string[],
  inWindow = false,
): Promise<Answer> {
  const { t, assets, site, csrf } = await frameOf(context);
  const next = wishOf(context);
  const page = FilesSecondStepPage({ t, assets, site, csrf, error, action: SECOND_STEP, next });
  const answer = context.html(renderPage(page), { status: error === null ? 200 : 422, cookies });
  // The small window keeps its tie to the one that opened it, which is told in the end.
  return inWindow ? { ...answer, headers: { ...answer.headers, "cross-origin-opener-policy": "unsafe-none" } } : answer;
}

async function signedIn(context: Context, user: User): Promise<Answer> {
  const { files, http, occasion, redirect } = context;
  await proven(files, user, occasion.address);
  const value = await files.db.write((tx) => beginSession(tx, files, user, "cookie", occasion));
  files.log.info("sign-in.completed", { request: http.id, user: user.id });
  const session = files.browsers.session.write(value, { maxAge: SESSION_SECONDS.cookie });
  return redirect(wishOf(context), [session, clearFirstStep(files)]);
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
  return secondStepPage(context, null, [keepFirstStep(files, user, null)]);
}

/** `POST /sign-in/passkey` */
export async function passkeyStep(context: Context): Promise<Answer> {
  const { files, browser, form, redirect, t } = context;
  try {
    if (!(await arePasskeysOn(files))) throw new Refusal("forbidden");
    const answered = { asker: browser, credential: form.get("credential"), username: "" };
    const { value } = await signInByPasskey(context, answered, "cookie");
    const session = files.browsers.session.write(value, { maxAge: SESSION_SECONDS.cookie });
    return redirect(wishOf(context), [session, clearFirstStep(files)]);
  } catch (error) {
    return signInPage(context, { error: errorOf(t, error) });
  }
}

/** `GET /sign-in/code`: where a platform's sign-in goes on for somebody who has a second factor here. */
export async function codePage(context: Context): Promise<Answer> {
  const { files, http } = context;
  const first = await firstStepOf(files, http.headers.cookie);
  if (!first) return signInPage(context, { error: "expired" });
  return secondStepPage(context, null, [], first.platform?.delivery === "window");
}

/** `POST /sign-in/code` */
export async function codeStep(context: Context): Promise<Answer> {
  const { files, form, http, browser, occasion, t } = context;
  const first = await firstStepOf(files, http.headers.cookie);
  if (!first) return signInPage(context, { error: "expired" });
  const { user, platform } = first;
  try {
    await reserveAttempt(files, limitsOf(triesFor(user, user.username), occasion.address));
    await proveSecondFactor(files, user, form.get("code").replaceAll(" ", ""));
  } catch (error) {
    return secondStepPage(context, errorOf(t, error), [], platform?.delivery === "window");
  }
  if (platform === null) return signedIn(context, user);
  await proven(files, user, occasion.address);
  const answer = await deliverSignIn(context, platform, browser, user, platform.origin);
  const cookies = [answer.headers["set-cookie"] ?? [], clearFirstStep(files)].flat();
  return { ...answer, headers: { ...answer.headers, "set-cookie": cookies } };
}
