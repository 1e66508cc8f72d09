/**
 * Signing in from our own pages: `GET /sign-in/with/<platform>`, and `GET /sign-in/callback`, where
 * the hub sends browsers back to. Whatever goes wrong is a sentence on the page that people come to; the details are for the log.
 */
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { FilesError } from "../../pages/files/frame.tsx";
import { ProviderError } from "../../providers/provider-error.ts";
import { HUB_CALLBACK_PATH, HUB_PLATFORM, type Method } from "../platforms/addresses.ts";
import type { Platform } from "../platforms/platform.ts";
import { findPlatform, listPlatforms } from "../platforms/store.ts";
import { settingFlag } from "../settings/store.ts";
import type { Context, Route } from "../web/route.ts";
import { finish, take } from "./callback.ts";
import { sendToPlatform } from "./start.ts";

const WITH = "/sign-in/with/";

const sentenceOf = (error: unknown): FilesError | null => {
  if (error instanceof ProviderError) return error.code === "access_denied" ? "access_denied" : "failed";
  if (!(error instanceof Refusal)) return null;
  if (error.code === "sign_up_closed" || error.code === "account_disabled") return error.code;
  if (error.code === "identity_linked_elsewhere") return error.code;
  return error.code === "bad_request" ? "failed" : null;
};

/** Home again, where the person reads what happened. @throws what has no sentence there */
export function failedPage({ files, http }: Context, error: unknown): Answer {
  const sentence = sentenceOf(error);
  if (sentence === null) throw error;
  const { code, cause } = error as ProviderError | Refusal;
  files.log.warn("sign-in.failed", { request: http.id, refusal: code, error: cause });
  return seeOther(withQuery("/", { error: sentence }));
}

export const expiredPage = (session: Context["session"]): Answer => {
  const expired: FilesError = "expired";
  // The page was loaded again, or opened from the history: who is in stays in.
  return seeOther(session ? "/" : withQuery("/", { error: expired }));
};

/** The platforms that people may sign in with now, in their order: the buttons of a page. Each one's way is `signInHref`. */
export async function offeredPlatforms(files: Context["files"]): Promise<readonly Platform[]> {
  const isOn = await settingFlag(files, "sso_login_enabled");
  const all = await listPlatforms(files.db);
  return all.filter(({ id, disabledAt }) => disabledAt === null && (isOn || id === HUB_PLATFORM));
}

/** Where the button of a platform leads; `next` is the own path to go to afterwards. */
export const signInHref = ({ id }: Pick<Platform, "id">, next?: string): string =>
  withQuery(`${WITH}${encodeURIComponent(id)}`, { next });

/**
 * Sends the browser to a platform from one of our own pages, and back to `next` in the end.
 * @throws Refusal `provider_unknown`, `sign_in_required`, `recent_sign_in_required`, `too_many_attempts`
 */
export async function beginFromPage(
  context: Context,
  platformId: string,
  method: Method,
  next: string | null,
): Promise<Answer> {
  const { files } = context;
  const platform = await findPlatform(files.db, platformId);
  const isOffered = platformId === HUB_PLATFORM || (await settingFlag(files, "sso_login_enabled"));
  if (!platform || platform.disabledAt !== null || !isOffered) throw new Refusal("provider_unknown");
  try {
    return await sendToPlatform(context, { platform, method, delivery: "page", next });
  } catch (error) {
    if (error instanceof ProviderError) return failedPage(context, error);
    throw error;
  }
}

function platformIn(path: string): string {
  try {
    return decodeURIComponent(path.slice(WITH.length));
  } catch (cause) {
    throw new Refusal("provider_unknown", undefined, { cause });
  }
}

const atPlatform = (context: Context): Promise<Answer> =>
  beginFromPage(context, platformIn(context.http.path), "sso_get_token", context.query.get("next"));

async function callback(context: Context): Promise<Answer> {
  const pending = await take(context);
  if (!pending) return expiredPage(context.session);
  try {
    return await finish(context, pending);
  } catch (error) {
    return failedPage(context, error);
  }
}

const page = { access: "public", errors: "page" } as const;

export const signInRoutes: readonly Route[] = [
  { methods: ["GET"], path: `${WITH}*`, ...page, answer: atPlatform },
  { methods: ["GET"], path: HUB_CALLBACK_PATH, ...page, answer: callback },
];
