/**
 * The shell around every route of the file server: finds it, makes the request into plain values, says who calls and whether
 * the route is for them, calls it, and writes what comes out or was thrown. What is private of an error goes to the log under
 * the request's id, nowhere else.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Answer, type EndpointRequest, seeOther } from "../../lib/endpoint.ts";
import { asRefusal, Refusal } from "../../lib/errors.ts";
import { createExchange } from "../../lib/exchange.ts";
import { commonHeaders, pageHeaders } from "../../lib/page-headers.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { staticFiles } from "../../lib/static-files.ts";
import { noteError, noteRoute } from "../../lib/tracing/tracing.ts";
import { type Assets, assetCacheControl } from "../../pages/assets.ts";
import { ErrorPage } from "../../pages/hub/error.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { pickText } from "../../pages/text/index.ts";
import type { Files } from "../files.ts";
import { alistError } from "./alist-error.ts";
import { admit } from "./caller.ts";
import { errorEnvelope } from "./envelope.ts";
import { createFinder } from "./finder.ts";
import { noFields, readForm } from "./form.ts";
import type { Context, PageOptions, Route } from "./route.ts";

/** Bytes of a body that is read whole. Uploads are streams, and are not. */
const BODY_LIMIT = 1_048_576;

/** Where people sign in; `?next=` is where they go from there. */
export const SIGN_IN_PATH = "/sign-in";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export function createShell(files: Files, assets: Assets, routes: readonly Route[]): Handler {
  const find = createFinder(routes);
  const fileAt = staticFiles(assets.files, assetCacheControl);
  const common = commonHeaders(files.secure);
  const { browsers } = files;

  const contextOf = async (http: EndpointRequest, route: Route): Promise<Context> => {
    const isPage = route.errors === "page";
    const known = isPage ? browsers.read(http.headers.cookie) : undefined;
    const fresh = isPage && known === undefined ? browsers.create() : undefined;
    const browser = known ?? fresh?.value ?? "";
    const isForm = isPage && http.method === "POST" && !route.ownForm;
    const form = isForm ? await readForm(http) : noFields;
    if (isForm) browsers.checkForm(http.headers, form.get("csrf"));
    const { user, session } = await admit(files, http, route);
    const cookiesOf = (more: readonly string[] = []): Answer["headers"] =>
      fresh === undefined && more.length === 0 ? {} : { "set-cookie": [...(fresh ? [fresh.setCookie] : []), ...more] };
    return {
      files,
      http,
      query: new URLSearchParams(http.query),
      user,
      session,
      actor: { user, way: isPage ? "page" : "api" },
      occasion: { address: http.address, userAgent: http.headers["user-agent"] ?? "" },
      t: pickText(http.headers["accept-language"]),
      assets: assets.paths,
      browser,
      csrf: isPage ? browsers.formToken(browser, browsers.session.read(http.headers.cookie) ?? "") : "",
      form,
      html: (body, { status = 200, cookies, formLeavesOrigin = false }: PageOptions = {}) => ({
        status,
        headers: { ...pageHeaders(formLeavesOrigin), ...cookiesOf(cookies) },
        body,
      }),
      redirect: (path, cookies) => seeOther(path, cookiesOf(cookies)),
    };
  };

  const errorPage = (http: EndpointRequest, refusal: Refusal): Answer => ({
    status: refusal.status,
    headers: pageHeaders(false),
    body: renderPage(
      <ErrorPage
        t={pickText(http.headers["accept-language"])}
        assets={assets.paths}
        code={refusal.code}
        status={refusal.status}
        requestId={http.id}
        detail={refusal.message}
        homeHref="/"
      />,
    ),
  });

  const errorAnswer = (route: Route | undefined, http: EndpointRequest, refusal: Refusal): Answer => {
    if (route?.errors === "api") {
      const { code, message } = alistError(refusal);
      return errorEnvelope(code, message);
    }
    if (route?.errors === "status")
      return {
        status: refusal.status,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: refusal.message,
      };
    if (refusal.code === "sign_in_required" && http.method === "GET")
      return seeOther(withQuery(SIGN_IN_PATH, { next: http.query === "" ? http.path : `${http.path}?${http.query}` }));
    return errorPage(http, refusal);
  };

  const answerTo = async (http: EndpointRequest): Promise<Answer> => {
    let route: Route | undefined;
    try {
      const asset = fileAt(http);
      if (asset) return asset;
      route = find(http.path);
      if (!route) throw new Refusal("not_found");
      noteRoute(http.method, route.path);
      if (route.methods && !route.methods.some((method) => method === http.method))
        throw new Refusal("method_not_allowed");
      return await route.answer(await contextOf(http, route));
    } catch (error) {
      const refusal = asRefusal(error);
      noteError(refusal.code);
      if (refusal.status >= 500)
        files.log.error("request.failed", { request: http.id, refusal: refusal.code, error: refusal.cause ?? refusal });
      const answer = errorAnswer(route, http, refusal);
      const { retryAfter } = refusal;
      const headers =
        retryAfter === undefined ? answer.headers : { ...answer.headers, "retry-after": String(retryAfter) };
      if (refusal.status !== 405 || !route?.methods) return { ...answer, headers };
      return { ...answer, headers: { ...headers, allow: route.methods.join(", ") } };
    }
  };

  return createExchange({ answerTo, headers: common, program: files, bodyLimit: BODY_LIMIT, uploads: true });
}
