/**
 * From a request and its answer to what is kept of them: a step, and the keys by which it is found. Runs after the answer has
 * gone out.
 *
 * Steps of one sign-in share something that only its own parties know: the flow's handle, the state, the code, the access
 * token. Its digest is the key, so what is kept opens nothing, and nobody can put a step of theirs into a sign-in of others.
 */
import { createHash } from "node:crypto";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { claimsOfTokens, claimsOfUserinfo, readObject } from "./claim-sources.ts";
import { type ShownParameter, shownParameters, shownPath } from "./redaction.ts";
import type { NotedCall, NotedClaims, Notes } from "./step.ts";

const TOKEN = "/api/login/oauth/access_token";
const USERINFO = "/api/userinfo";
const PUSHED = "/api/login/oauth/par";
const PAGES = /^\/(?:login\/oauth\/(?:authorize|continue)$|consent$|sign-in(?:\/|$)|sign-up$|accounts\/)/;

/** Whether a request may be part of a sign-in. */
export const isWatched = (path: string): boolean =>
  path === TOKEN || path === USERINFO || path === PUSHED || PAGES.test(path);

/** Whether an answered request was one: a refreshed token and a client's own are none, unless they were refused. */
export const isStep = ({ path }: EndpointRequest, form: string, { status }: Answer): boolean =>
  path !== TOKEN || status >= 400 || form.includes("grant_type=authorization_code");

/** A request that has been answered. */
export interface Watched {
  readonly id: number;
  readonly http: EndpointRequest;
  readonly form: string;
  readonly answer: Answer;
  readonly milliseconds: number;
  readonly notes: Notes;
}

/** What is kept, and shown. */
export interface Step {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly failure: string | null;
  readonly sent: readonly ShownParameter[];
  /** Where the browser was sent, with what. */
  readonly to: { readonly address: string; readonly sent: readonly ShownParameter[] } | null;
  readonly calls: readonly NotedCall[];
  readonly claims: readonly NotedClaims[];
}

const keyOf = (kind: string, value: string): string =>
  createHash("sha256").update(`inspector:${kind}:${value}`).digest("base64url").slice(0, 32);

/** Shorter ones were chosen by somebody, and might be chosen twice. */
const SHORTEST = 20;

function keysOf(parameters: URLSearchParams, isProvider: boolean): string[] {
  const kinds = isProvider ? ["flow", "state"] : ["flow", "code", "request_uri"];
  const own = kinds.flatMap((kind) =>
    parameters.getAll(kind).flatMap((value) => (value.length < SHORTEST ? [] : [keyOf(kind, value)])),
  );
  const next = parameters.get("next");
  if (next === null || !next.includes("?")) return own;
  return [...own, ...keysOf(new URLSearchParams(next.slice(next.indexOf("?") + 1)), false)];
}

const bearerOf = ({ headers }: EndpointRequest): string | undefined =>
  /^(?:bearer|dpop) +(\S+)$/i.exec(headers.authorization ?? "")?.[1];

const one = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" ? value : value?.[0];

/** A failure that is not thrown but told in the redirect. */
const toldIn = (to: URLSearchParams | undefined): string | null => {
  const error = to?.get("error") ?? null;
  return error !== null && /^[a-z_]{1,40}$/.test(error) ? error : null;
};

export function stepOf({ http, form, answer, milliseconds, notes }: Watched): { step: Step; keys: string[] } {
  const fields = new URLSearchParams(form);
  const query = new URLSearchParams(http.query);
  const isToken = http.path === TOKEN;
  const body =
    isToken || http.path === USERINFO || http.path === PUSHED
      ? readObject(typeof answer.body === "string" || Buffer.isBuffer(answer.body) ? answer.body.toString() : "")
      : null;
  const isProvider = http.path.startsWith("/accounts/");
  const location = one(answer.headers.location);
  const to = location !== undefined && URL.canParse(location, "http://own") ? new URL(location, "http://own") : null;
  const token = http.path === USERINFO ? bearerOf(http) : body?.access_token;
  const keys = [
    ...keysOf(query, isProvider),
    ...keysOf(fields, isProvider),
    ...(to === null ? [] : keysOf(to.searchParams, isProvider)),
    ...(typeof token === "string" ? [keyOf("access_token", token)] : []),
    ...(typeof body?.request_uri === "string" ? [keyOf("request_uri", body.request_uri)] : []),
  ];
  const claims =
    body === null || answer.status >= 400
      ? []
      : isToken
        ? claimsOfTokens(body)
        : http.path === USERINFO
          ? claimsOfUserinfo(body, bearerOf(http))
          : [];
  return {
    keys: [...new Set(keys)],
    step: {
      method: http.method,
      path: shownPath(http.path),
      status: answer.status,
      milliseconds,
      failure: notes.failure ?? toldIn(to?.searchParams),
      sent: [...shownParameters(query), ...shownParameters(fields)],
      to: to && {
        address: `${to.origin === "http://own" ? "" : `${to.protocol}//${to.host}`}${shownPath(to.pathname)}`,
        sent: shownParameters(to.searchParams),
      },
      calls: notes.calls,
      claims: [...notes.claims, ...claims],
    },
  };
}
