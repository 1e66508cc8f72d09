/**
 * The one place where what was thrown becomes an answer: JSON for clients, a page for people, a redirect to a client once
 * client and redirect URI are proven. What is private of an error goes to the log under the request's id, nowhere else.
 */
import { isDatabaseUnavailable } from "../../db/failure.ts";
import { type Answer, json, seeOther } from "../../lib/endpoint.ts";
import { asRefusal, Refusal } from "../../lib/errors.ts";
import type { Log } from "../../lib/log.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { answerClient, type Drawing } from "./authorization-answer.tsx";
import { OAuthError, type OAuthErrorCode, type ProvenRedirect } from "./oauth-error.ts";
import { problemAnswer } from "./problem.ts";

export interface ErrorPlace {
  readonly issuer: string;
  readonly log: Log;
  readonly requestId: string;
  /** Who reads it. */
  readonly reader: "page" | "oauth" | "bearer" | "problem";
  /** The own path that was asked for, to come back to after sign-in. */
  readonly path: string;
  /** What a page needs to be drawn. */
  drawing(): Drawing;
  /** Draws the error page. */
  page(refusal: Refusal): Answer;
}

export function writeError(error: unknown, place: ErrorPlace): Answer {
  if (error instanceof OAuthError)
    return error.redirect
      ? toClient(error, error.redirect, place)
      : oauthJson(error.code, error.message, error.status, place);
  const refusal = isDatabaseUnavailable(error)
    ? new Refusal("database_unavailable", undefined, { cause: error, retryAfter: 5 })
    : asRefusal(error);
  if (refusal.status >= 500) {
    place.log.error("request.failed", {
      request: place.requestId,
      refusal: refusal.code,
      error: refusal.cause ?? refusal,
    });
  }
  const answer =
    place.reader === "problem"
      ? problemAnswer(refusal, place.requestId)
      : place.reader === "page"
        ? asPage(refusal, place)
        : asOAuth(refusal, place);
  if (refusal.retryAfter === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, "retry-after": String(refusal.retryAfter) } };
}

/** RFC 6749, 4.1.2.1, with the issuer of RFC 9207. */
const toClient = (error: OAuthError, redirect: ProvenRedirect, { issuer, drawing }: ErrorPlace): Answer =>
  answerClient(redirect, issuer, { error: error.code, error_description: error.message }, drawing());

function asPage(refusal: Refusal, place: ErrorPlace): Answer {
  if (refusal.code === "sign_in_required") return seeOther(withQuery("/sign-in", { next: place.path }));
  if (refusal.code === "recent_sign_in_required")
    return seeOther(withQuery("/sign-in", { next: place.path, confirm: "1" }));
  return place.page(refusal);
}

/** How to prove oneself: as a client (RFC 6749, 5.2), or by a token (RFC 6750, 3). */
function challengeOf(
  code: OAuthErrorCode,
  description: string,
  status: number,
  reader: ErrorPlace["reader"],
): string | undefined {
  if (code === "invalid_client") return 'Basic realm="alldoor", charset="UTF-8"';
  // What is wrong with metadata (RFC 7591, 3.2.2) is not mended by another token.
  if (reader !== "bearer" || status > 403 || code === "invalid_client_metadata" || code === "invalid_redirect_uri")
    return undefined;
  return `Bearer realm="alldoor", error="${code}", error_description="${description}"`;
}

/** RFC 6749, 5.2: one body for all of them. */
function oauthJson(
  code: OAuthErrorCode,
  description: string,
  status: number,
  { reader }: Pick<ErrorPlace, "reader">,
): Answer {
  const challenge = challengeOf(code, description, status, reader);
  return json({ error: code, error_description: description }, status, {
    "cache-control": "no-store",
    pragma: "no-cache",
    ...(challenge === undefined ? {} : { "www-authenticate": challenge }),
  });
}

function asOAuth(refusal: Refusal, place: ErrorPlace): Answer {
  const { status, message } = refusal;
  if (status === 503 || status === 429) return oauthJson("temporarily_unavailable", message, status, place);
  if (status >= 500) return oauthJson("server_error", message, 500, place);
  return oauthJson("invalid_request", message, status === 404 || status === 405 ? status : 400, place);
}
