/**
 * The way to a platform: what is asked for is kept as a row, and the browser is sent off with its state. In order: the platform
 * is there, whoever links one is signed in freshly and in our own page, the try is counted, and only then is anything kept.
 */
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import { ownPath } from "../../lib/paths.ts";
import { startSignIn } from "../../providers/sign-in.ts";
import { demandRecent } from "../api/recent.ts";
import { reserveAttempt } from "../attempts/attempts.ts";
import { callbackOf, HUB_PLATFORM, type Method } from "../platforms/addresses.ts";
import type { Platform } from "../platforms/platform.ts";
import { primaryId } from "../platforms/primary.ts";
import { settingFlag } from "../settings/store.ts";
import type { Context } from "../web/route.ts";
import { appOf, callsOf } from "./app-of.ts";
import { boundBrowser } from "./browser.ts";
import { type Delivery, keepPending, newState } from "./pending.ts";

/** Sign-ins that one network may begin: rows are kept of each. */
const STARTS = { most: 600, window: 900 };

export interface SignInWish {
  readonly platform: Platform;
  readonly method: Method;
  readonly delivery: Delivery;
  /** Where to go afterwards, as it was sent. */
  readonly next: string | null;
}

/**
 * Who links a platform: signed in a short while ago, in this browser. The request has to come from our own page, or somebody else's
 * page could link its own identity to whoever happens to be signed in.
 */
function linkingSession(context: Context): number {
  const { session, user } = context;
  if (session?.kind !== "cookie" || user.role === "guest") throw new Refusal("sign_in_required", "login please");
  demandRecent(context);
  return session.id;
}

/**
 * Sends the browser to a platform.
 * @throws Refusal `sign_in_required`, `recent_sign_in_required`, `too_many_attempts`; ProviderError where the platform can't be begun with
 */
export async function sendToPlatform(context: Context, wish: SignInWish): Promise<Answer> {
  const { files, occasion } = context;
  const { platform, method, delivery } = wish;
  const sessionId = method === "get_sso_id" ? linkingSession(context) : null;
  await reserveAttempt(files, [{ key: `sso-start:${networkOf(occasion.address)}`, ...STARTS }]);
  const redirectUri = callbackOf(files.address, {
    platform: platform.id,
    method,
    isPrimary: platform.id === (await primaryId(files)),
    compatibility: await settingFlag(files, "sso_compatibility_mode"),
  });
  const state = newState(files);
  const app = appOf(files, platform, redirectUri);
  const { url, pending } = await startSignIn(app, { ...callsOf(files, platform), state });
  const browser = boundBrowser(context);
  const next = wish.next === null ? null : ownPath(wish.next, "/");
  await files.db.write((tx) =>
    keepPending(tx, files, browser.value, {
      platform: platform.id,
      method,
      delivery,
      sessionId,
      next,
      redirectUri: app.redirectUri,
      signIn: pending,
    }),
  );
  // The hub is one of this machine's own programs in sandbox mode too.
  const target = platform.id === HUB_PLATFORM ? url : files.upstream.toBrowser(url);
  return seeOther(target, browser.cookies.length === 0 ? {} : { "set-cookie": browser.cookies });
}
