/** How the outcome of a sign-in reaches whoever began it: our own page, the window that opened this one, or an address. */
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { pageHeaders } from "../../lib/page-headers.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { FilesSsoWindowPage } from "../../pages/files/sso-window.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { beginSession, type Origin, SESSION_SECONDS } from "../sessions/store.ts";
import { keepFirstStep, SECOND_STEP } from "../users/second-step.ts";
import type { User } from "../users/user.ts";
import type { Context } from "../web/route.ts";
import { keepHandover } from "./handover.ts";
import type { Pending } from "./pending.ts";

/** AList's own address for it. It takes the code, which its pages exchange for a token. */
export const LOGIN_PATH = "/@login";
const PROFILE_PATH = "/@manage";

/** 302, which clients of AList's compatibility mode expect. */
const found = (location: string): Answer => ({
  status: 302,
  headers: { location, "cache-control": "no-store" },
});

/** The page of the small window: it tells the window that opened it, if that is ours, and closes. */
function windowPage({ t, assets }: Context, message: Readonly<Record<string, string>>): Answer {
  return {
    status: 200,
    // Browsers cut the tie to the opener where this page asks for a group of its own.
    headers: { ...pageHeaders(false), "cross-origin-opener-policy": "unsafe-none" },
    body: renderPage(<FilesSsoWindowPage t={t} assets={assets} message={JSON.stringify(message)} homeHref="/" />),
  };
}

/**
 * Where a platform has said who it is: in, or to the second step where the person has one here. A platform is one proof.
 * @param browser This browser's value.
 */
export async function goOn(
  context: Context,
  { delivery, next }: Pending,
  browser: string,
  user: User,
  origin: Origin,
): Promise<Answer> {
  if (!user.hasOtp) return deliverSignIn(context, { delivery, next }, browser, user, origin);
  const kept = keepFirstStep(context.files, user, { delivery, next, origin });
  return seeOther(withQuery(SECOND_STEP, next === null ? {} : { next }), { "set-cookie": kept });
}

/** @param browser This browser's value. */
export async function deliverSignIn(
  context: Context,
  pending: Pick<Pending, "delivery" | "next">,
  browser: string,
  user: User,
  origin: Origin,
): Promise<Answer> {
  const { files, occasion } = context;
  if (pending.delivery === "address") {
    const code = await files.db.write((tx) => keepHandover(tx, files, browser, user, origin));
    const next = pending.next === null ? {} : { redirect: pending.next };
    return found(withQuery(`${files.address}${LOGIN_PATH}`, { code, ...next }));
  }
  const kind = pending.delivery === "page" ? "cookie" : "token";
  const value = await files.db.write((tx) => beginSession(tx, files, user, kind, occasion, origin));
  if (kind === "token") return windowPage(context, { token: value });
  const cookie = files.browsers.session.write(value, { maxAge: SESSION_SECONDS.cookie });
  return seeOther(pending.next ?? "/", { "set-cookie": cookie });
}

export function deliverLink(context: Context, { delivery, next }: Pending, { platform, subject }: Origin): Answer {
  if (delivery === "window") return windowPage(context, { sso_id: subject });
  const done = withQuery(PROFILE_PATH, { bound: platform });
  return delivery === "page" ? seeOther(next ?? done) : found(`${context.files.address}${done}`);
}
