/**
 * The shell around every route: finds it, makes the request into plain values, checks what the route says about who may
 * come in, calls it, and writes what comes out or was thrown. Protocol endpoints skip everything that is for pages.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { TrieRouter } from "hono/router/trie-router";
import { compressed, takesGzip } from "../../lib/content-encoding.ts";
import { type Answer, type EndpointRequest, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { createExchange } from "../../lib/exchange.ts";
import type { Metrics } from "../../lib/metrics.ts";
import { commonHeaders, pageHeaders } from "../../lib/page-headers.ts";
import { parseForm } from "../../lib/parameters.ts";
import { staticFiles } from "../../lib/static-files.ts";
import { noteError, noteRoute } from "../../lib/tracing/tracing.ts";
import { type Assets, assetCacheControl } from "../../pages/assets.ts";
import { ErrorPage } from "../../pages/hub/error.tsx";
import { ImpersonationBanner } from "../../pages/hub/impersonation.tsx";
import { renderPage, withBanner } from "../../pages/layout.tsx";
import { pickText, type Text } from "../../pages/text/index.ts";
import type { Browsers } from "../browser/browser.ts";
import type { Hub } from "../hub.ts";
import { noteFailure } from "../inspector/step.ts";
import { isWatched } from "../inspector/watched.ts";
import { findImpersonated, type Impersonated } from "../sessions/impersonation.ts";
import { findSignedIn, SESSION_SECONDS, type SignedIn } from "../sessions/store.ts";
import { REMEMBERED_SECONDS } from "../ways/remembered-devices.ts";
import { type ErrorPlace, writeError } from "./error-writer.ts";
import { noFields, readForm, readUpload } from "./form.ts";
import { isFresh, keepLateForm } from "./fresh-sign-in.ts";
import { OAuthError } from "./oauth-error.ts";
import {
  type FormFields,
  type HtmlOptions,
  type PageContext,
  type PageRoute,
  type Route,
  STOP_LOOKING,
} from "./route.ts";

/** Every method that a route may answer. */
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** Where an administrator finds a request again (`admin/frame.ts`). */
const FLOWS = "/admin/flows";

/** Bytes of a body that is read whole. */
const BODY_LIMIT = 131_072;

export interface ShellParts {
  readonly hub: Hub;
  readonly browsers: Browsers;
  readonly assets: Assets;
  readonly routes: readonly Route[];
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const methodsOf = (route: Route): readonly string[] => (route.kind === "protocol" ? route.methods : [route.method]);

/** @throws Error when two routes claim the same method and path */
export function createShell({ hub, browsers, assets, routes }: ShellParts): Handler {
  const exact = new Map<string, Route>();
  const patterns = new TrieRouter<Route>();
  const allowed = new Map<string, Set<string>>();
  for (const route of routes) {
    for (const method of methodsOf(route)) {
      const key = `${method} ${route.path}`;
      if (exact.has(key)) throw new Error(`two routes claim ${key}`);
      exact.set(key, route);
      if (route.path.includes(":")) patterns.add(method, route.path, route);
      allowed.set(route.path, (allowed.get(route.path) ?? new Set()).add(method));
    }
  }
  const fileAt = staticFiles(assets.files, assetCacheControl);
  const common = commonHeaders(hub.secure);

  const find = (method: string, path: string): { route: Route; params: Record<string, string> } | undefined => {
    const route = exact.get(`${method} ${path}`);
    if (route && !route.path.includes(":")) return { route, params: {} };
    const [handlers, stash] = patterns.match(method, path);
    const [found, indexes] = handlers[0] ?? [];
    if (!found) return undefined;
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(indexes ?? {})) {
      const raw = typeof value === "number" ? (stash as string[] | undefined)?.[value] : value;
      params[name] = decodeSegment(raw ?? "");
    }
    return { route: found, params };
  };

  /** @param meant Is told the route that was found, for the numbers. */
  const answer = async (http: EndpointRequest, meant: (route: Route) => void): Promise<Answer> => {
    const method = http.method === "HEAD" ? "GET" : http.method;
    const file = fileAt(http);
    if (file) return file;
    let found: ReturnType<typeof find>;
    const place = (isInspector = false): ErrorPlace => ({
      issuer: hub.issuer,
      log: hub.log,
      requestId: http.id,
      reader: found?.route.kind === "protocol" ? found.route.errors : readerOf(http.path),
      path: method === "GET" ? (http.query === "" ? http.path : `${http.path}?${http.query}`) : backPath(http),
      drawing: () => ({ t: pickText(http.headers["accept-language"]), assets: assets.paths }),
      page: (refusal) => errorPage(http, refusal, isInspector),
    });
    try {
      found = find(method, http.path);
      if (http.method === "OPTIONS") return preflight(METHODS.map((each) => find(each, http.path)?.route));
      if (!found) return notHere(methodsAt(http.path, method, allowed, find), place(await inspects(http)));
      meant(found.route);
      const { route, params } = found;
      noteRoute(method, route.path);
      if (route.kind === "page") return await openPage(http, route, params);
      const given = await route.endpoint({ ...http, method }, params);
      return route.anyOrigin ? withAnyOrigin(given) : given;
    } catch (error) {
      const code = error instanceof Refusal || error instanceof OAuthError ? error.code : "unexpected";
      noteFailure(code);
      noteError(code);
      const written = writeError(error, place(await inspects(http)));
      return found?.route.kind === "protocol" && found.route.anyOrigin ? withAnyOrigin(written) : written;
    }
  };

  const { metrics } = hub;
  const unmeasured = () => {};
  const measured = async (http: EndpointRequest, numbers: Metrics): Promise<Answer> => {
    const began = performance.now();
    let path = "none";
    const answered = await answer(http, (route) => {
      path = route.path;
    });
    numbers.answered(http.method, path, answered.status, (performance.now() - began) / 1000);
    return answered;
  };
  const counted = (http: EndpointRequest): Promise<Answer> =>
    metrics === null ? answer(http, unmeasured) : measured(http, metrics);
  const answerTo = (http: EndpointRequest): Promise<Answer> => hub.inspector.watch(http, counted);

  /** Whether whoever asks may look into what happened, and it is kept. An error's page never fails for it. */
  const inspects = async ({ headers, path }: EndpointRequest): Promise<boolean> => {
    const value = isWatched(path) ? browsers.session.read(headers.cookie) : undefined;
    if (value === undefined) return false;
    const signedIn = await findSignedIn(hub, value).catch(() => null);
    return signedIn?.user.isAdmin === true;
  };

  const errorPage = (http: EndpointRequest, refusal: Refusal, isInspector: boolean): Answer => ({
    status: refusal.status,
    headers: pageHeaders(false),
    body: renderPage(
      <ErrorPage
        t={pickText(http.headers["accept-language"])}
        assets={assets.paths}
        code={refusal.code}
        status={refusal.status}
        requestId={http.id}
        inspectHref={isInspector ? `${FLOWS}/${http.id}` : null}
        detail={refusal.message}
        homeHref="/"
      />,
    ),
  });

  const openPage = async (http: EndpointRequest, route: PageRoute, params: Record<string, string>): Promise<Answer> => {
    const known = browsers.read(http.headers.cookie);
    const fresh = known === undefined ? browsers.create() : undefined;
    const browser = known ?? fresh?.value ?? "";
    const sessionValue = browsers.session.read(http.headers.cookie);
    // Nobody who may not come in sends us megabytes.
    if (route.upload !== undefined) checkAccess(route, await findSignedIn(hub, sessionValue));
    const form = route.method === "POST" ? await formFor(http, route) : noFields;
    if (route.method === "POST") browsers.checkForm(http.headers, form.get("csrf"));
    const present = await findSignedIn(hub, sessionValue);
    // A session is the one or the other, and hardly ever this one.
    const looking = present === null ? await findImpersonated(hub, sessionValue) : null;
    const signedIn = looking === null ? present : visible(route, looking);
    checkAccess(route, signedIn);
    if (route.recent && signedIn && !(await isFresh(hub, signedIn))) {
      const late = { http, form, backTo: backPath(http), userId: signedIn.user.id, browser };
      // A file is not kept: it is chosen again.
      const isKept = route.method === "POST" && route.upload === undefined;
      const address = isKept ? await keepLateForm(hub, late) : null;
      if (address === null) throw new Refusal("recent_sign_in_required");
      return seeOther(address, { "set-cookie": fresh ? [fresh.setCookie] : [] });
    }
    const t = pickText(http.headers["accept-language"], signedIn?.user.locale);
    const cookiesOf = (more: readonly string[] = []) => [...(fresh ? [fresh.setCookie] : []), ...more];
    const context: PageContext = {
      hub,
      http,
      params,
      query: parseForm(http.query),
      form,
      t,
      assets: assets.paths,
      browser,
      // Made where a form is drawn: most answers here are redirects.
      get csrf() {
        return browsers.formToken(browser);
      },
      sessionValue,
      deviceValue: browsers.device.read(http.headers.cookie),
      signedIn,
      occasion: {
        address: http.address,
        requestId: http.id,
        userAgent: http.headers["user-agent"] ?? "",
        language: t.lang,
      },
      html: (page: string, options: HtmlOptions = {}) => {
        const { status = 200, cookies, formLeavesOrigin = false, frames, own, isOursAlone = false } = options;
        const answer = {
          status,
          headers: { ...pageHeaders(formLeavesOrigin, frames, own), "set-cookie": cookiesOf(cookies) },
          body: looking === null ? page : withBanner(page, bannerOf(looking, t, browsers.formToken(browser))),
        };
        return isOursAlone && takesGzip(http.headers["accept-encoding"]) ? compressed(answer) : answer;
      },
      redirect: (path, cookies) => seeOther(path, { "set-cookie": cookiesOf(cookies) }),
      cookies: {
        signIn: (value) => browsers.session.write(value, { maxAge: SESSION_SECONDS }),
        signOut: () => browsers.session.clear(),
        remember: (value) => browsers.device.write(value, { maxAge: REMEMBERED_SECONDS }),
        forget: () => browsers.device.clear(),
      },
    };
    return route.page(context);
  };

  return createExchange({ answerTo, headers: common, program: hub, bodyLimit: BODY_LIMIT });
}

const formFor = (http: EndpointRequest, { upload }: PageRoute): Promise<FormFields> =>
  upload === undefined ? readForm(http) : readUpload(http, upload);

/**
 * Whoever only looks sees the pages of the account, and is a stranger everywhere else.
 * @throws Refusal `looking_only` for a form, and for what asks for a fresh sign-in
 */
function visible(route: PageRoute, looking: Impersonated): Impersonated | null {
  if (route.path === STOP_LOOKING) return null;
  if (route.method === "POST" || route.recent === true || route.access === "administrator")
    throw new Refusal("looking_only");
  return route.access === "signed-in" && /^\/account(?:\/|$)/.test(route.path) ? looking : null;
}

const bannerOf = ({ user, administrator }: Impersonated, t: Text, csrf: string) => (
  <ImpersonationBanner
    t={t}
    csrf={csrf}
    person={user.displayName}
    administrator={administrator.displayName}
    stopAction={STOP_LOOKING}
  />
);

function checkAccess(route: PageRoute, signedIn: SignedIn | null): void {
  if (route.access !== "anyone" && !signedIn) throw new Refusal("sign_in_required");
  if (route.access === "administrator" && !signedIn?.user.isAdmin) throw new Refusal("forbidden");
}

/** @throws Refusal `not_found` for a broken escape, and for a NUL, which PostgreSQL refuses to look for */
function decodeSegment(segment: string): string {
  let text: string;
  try {
    text = decodeURIComponent(segment);
  } catch {
    throw new Refusal("not_found");
  }
  if (text.includes("\u0000")) throw new Refusal("not_found");
  return text;
}

/** Who reads an error where no route was found. */
function readerOf(path: string): ErrorPlace["reader"] {
  if (path.startsWith("/api/v1/")) return "problem";
  return path.startsWith("/api/") ? "oauth" : "page";
}

/** Where a person comes back to when a form of theirs was sent after the sign-in had gone stale: the page it stood on. */
function backPath({ headers, path }: EndpointRequest): string {
  try {
    return new URL(headers.referer ?? "", "http://unknown").pathname;
  } catch {
    return path;
  }
}

/** The methods that an address answers besides the one that was tried. */
function methodsAt(
  path: string,
  method: string,
  allowed: ReadonlyMap<string, ReadonlySet<string>>,
  find: (method: string, path: string) => unknown,
): readonly string[] {
  return [...(allowed.get(path) ?? METHODS.filter((other) => other !== method && find(other, path) !== undefined))];
}

/** RFC 9110, 15.5.6: whoever is told that a method is not allowed is told which ones are. */
function notHere(methods: readonly string[], place: ErrorPlace): Answer {
  if (methods.length === 0) return writeError(new Refusal("not_found"), place);
  const answer = writeError(new Refusal("method_not_allowed"), place);
  return {
    ...answer,
    headers: {
      ...answer.headers,
      allow: methods.flatMap((each) => (each === "GET" ? ["GET", "HEAD"] : each)).join(", "),
    },
  };
}

/** Fetch standard, CORS preflight: no cookie is ever sent along, so any origin may call what takes none. */
function preflight(found: readonly (Route | undefined)[]): Answer {
  const route = found.find((each) => each !== undefined);
  if (route?.kind !== "protocol" || !route.anyOrigin) return { status: 204, headers: { allow: "GET, POST, OPTIONS" } };
  return {
    status: 204,
    headers: {
      "access-control-allow-origin": "*",
      "access-control-allow-methods": [...route.methods, "OPTIONS"].join(", "),
      "access-control-allow-headers": "authorization, content-type, dpop",
      "access-control-max-age": "600",
    },
  };
}

const withAnyOrigin = (answer: Answer): Answer => ({
  ...answer,
  headers: {
    ...answer.headers,
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "www-authenticate",
  },
});
