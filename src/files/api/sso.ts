/**
 * `/api/auth`, single sign-on: AList's addresses, answers and words, for programs and pages written for it. What differs: a state that
 * counts once, in one browser; a code in place of the token in compatibility mode; and a platform is linked here, by the session that
 * asked for it, so that no id is ever believed because somebody sent it.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { ownPath } from "../../lib/paths.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { isMethod } from "../platforms/addresses.ts";
import type { Platform } from "../platforms/platform.ts";
import { platformId, primaryId } from "../platforms/primary.ts";
import { findPlatform } from "../platforms/store.ts";
import { SESSION_SECONDS } from "../sessions/store.ts";
import { settingFlag } from "../settings/store.ts";
import { finish, formToQuery, take } from "../sso/callback.ts";
import { LOGIN_PATH } from "../sso/deliver.tsx";
import { redeemHandover } from "../sso/handover.ts";
import type { Pending } from "../sso/pending.ts";
import { expiredPage, failedPage } from "../sso/sign-in.ts";
import { sendToPlatform } from "../sso/start.ts";
import { bind, must } from "../web/binding.ts";
import { envelope, errorEnvelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";

/** The platform that is asked for, else the one that AList's settings are for. */
async function wanted({ files, query }: Context): Promise<Platform | undefined> {
  const name = query.get("platform") ?? "";
  const platform = await findPlatform(files.db, name === "" ? await primaryId(files) : platformId(name));
  return platform?.disabledAt === null ? platform : undefined;
}

/** What AList says of a sign-in that came to nothing. */
function failed(context: Context, error: ProviderError, platform: Platform | undefined, hasCode: boolean): Answer {
  const { files, http } = context;
  const { code, message, cause } = error;
  files.log.warn("sign-in.failed", { request: http.id, platform: platform?.id, refusal: code, error: cause });
  if (!hasCode) return errorEnvelope(400, "No code provided");
  if (code === "state_mismatch") return errorEnvelope(400, "incorrect or expired state parameter");
  if (code === "id_token_invalid" && cause instanceof Error && cause.message === "the token answer has no id_token")
    return errorEnvelope(400, "no id_token found in oauth2 token");
  const isPlain = platform?.entry.protocol !== "oidc" && code !== "unreachable" && code !== "misconfigured";
  return errorEnvelope(400, isPlain || code === "subject_missing" ? "error occurred" : message);
}

async function start(context: Context): Promise<Answer> {
  const { files, query } = context;
  if (!(await settingFlag(files, "sso_login_enabled"))) return errorEnvelope(403, "Single sign-on is not enabled");
  const method = query.get("method") ?? "";
  if (method === "") return errorEnvelope(400, "no method provided");
  const platform = await wanted(context);
  if (!platform) return errorEnvelope(400, "invalid platform");
  // AList takes any word here and refuses it at the end; nobody is sent away for nothing.
  if (!isMethod(method)) return errorEnvelope(500, "invalid request");
  const delivery = (await settingFlag(files, "sso_compatibility_mode")) ? "address" : "window";
  try {
    const answer = await sendToPlatform(context, { platform, method, delivery, next: query.get("redirect") });
    return { ...answer, status: 302 };
  } catch (error) {
    if (error instanceof ProviderError) return failed(context, error, platform, true);
    throw error;
  }
}

/** A page began it: a person reads what came of it. */
async function finishPage(context: Context, pending: Pending): Promise<Answer> {
  try {
    return await finish(context, pending);
  } catch (error) {
    return failedPage(context, error);
  }
}

async function finishForProgram(context: Context, pending: Pending): Promise<Answer> {
  const platform = await findPlatform(context.files.db, pending.platform);
  if (!platform || platform.disabledAt !== null) return errorEnvelope(400, "invalid platform");
  const parameter = platform.entry.quirks?.codeParameter ?? "code";
  const hasCode = !["oauth2", "oidc"].includes(platform.entry.protocol) || Boolean(context.query.get(parameter));
  try {
    return await finish(context, pending);
  } catch (error) {
    if (error instanceof ProviderError) return failed(context, error, platform, hasCode);
    throw error;
  }
}

async function callback(context: Context, method: string | null): Promise<Answer> {
  const { files, http, query } = context;
  if (!(await settingFlag(files, "sso_login_enabled"))) return errorEnvelope(500, "sso login is disabled");
  if (!isMethod(method)) return errorEnvelope(500, "invalid request");
  if (http.method === "POST") return formToQuery(context);
  const pending = await take(context);
  if (pending?.delivery === "page") return finishPage(context, pending);
  if (pending) return finishForProgram(context, pending);
  if (!query.has("code") && !query.has("authCode") && !query.has("state"))
    return errorEnvelope(400, "No code provided");
  return errorEnvelope(400, "incorrect or expired state parameter");
}

async function exchange(context: Context): Promise<Answer> {
  const { files, http, occasion } = context;
  if (!files.browsers.isOwnPage(http.headers)) throw new Refusal("cross_site");
  const { code } = await bind(context, "SsoExchangeReq", { code: must("text") });
  const browser = files.browsers.read(http.headers.cookie);
  return envelope({ token: await redeemHandover(files, browser, code, "token", occasion) });
}

/** Compatibility mode's way back for people: the code is taken here, and a session of our pages begins. */
async function login(context: Context): Promise<Answer> {
  const { files, http, query, occasion, session, redirect } = context;
  const code = query.get("code");
  const next = ownPath(query.get("redirect"), "/");
  if (code === null) return redirect(session ? next : "/sign-in");
  try {
    const browser = files.browsers.read(http.headers.cookie);
    const value = await redeemHandover(files, browser, code, "cookie", occasion);
    return redirect(next, [files.browsers.session.write(value, { maxAge: SESSION_SECONDS.cookie })]);
  } catch (error) {
    if (error instanceof Refusal && error.code === "bad_request") return expiredPage(session);
    return failedPage(context, error);
  }
}

const open = { access: "public", errors: "api" } as const;
const back = { methods: ["GET", "POST"], ...open } as const;

export const ssoRoutes: readonly Route[] = [
  { methods: ["GET"], path: "/api/auth/sso", ...open, answer: start },
  {
    ...back,
    path: "/api/auth/sso_callback",
    answer: (context) => callback(context, context.query.get("method")),
  },
  { ...back, path: "/api/auth/get_sso_id/*", answer: (context) => callback(context, "get_sso_id") },
  { ...back, path: "/api/auth/sso_get_token/*", answer: (context) => callback(context, "sso_get_token") },
  { methods: ["POST"], path: "/api/auth/sso_exchange", ...open, answer: exchange },
  { methods: ["GET"], path: LOGIN_PATH, access: "public", errors: "page", answer: login },
];
