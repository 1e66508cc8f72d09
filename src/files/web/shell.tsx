/**
 * The shell around every route of the file server: finds it, makes the request into plain values, calls it, and writes
 * what comes out or was thrown. What is private of an error goes to the log under the request's id, nowhere else.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { asRefusal, Refusal } from "../../lib/errors.ts";
import { createExchange } from "../../lib/exchange.ts";
import { commonHeaders, pageHeaders } from "../../lib/page-headers.ts";
import { type Assets, assetCacheControl } from "../../pages/assets.ts";
import { ErrorPage } from "../../pages/hub/error.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { pickText } from "../../pages/text/index.ts";
import type { Files } from "../files.ts";
import { envelope } from "./envelope.ts";
import { createFinder } from "./finder.ts";
import type { Context, Route } from "./route.ts";

/** Bytes of a body that is read whole: a form of ours. */
const BODY_LIMIT = 16_384;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export function createShell(files: Files, assets: Assets, routes: readonly Route[]): Handler {
  const find = createFinder(routes);
  const assetAnswers = new Map(
    assets.files.map((file): [string, Answer] => [
      file.path,
      { status: 200, headers: { "content-type": file.type, "cache-control": assetCacheControl }, body: file.body },
    ]),
  );
  const common = commonHeaders(files.secure);

  const contextOf = (http: EndpointRequest): Context => ({
    files,
    http,
    query: new URLSearchParams(http.query),
    session: files.sessions.read(http.headers.cookie),
    t: pickText(http.headers["accept-language"]),
    assets: assets.paths,
    html: (body) => ({ status: 200, headers: pageHeaders(false), body }),
  });

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
    if (route?.errors === "api") return envelope(null, refusal);
    if (route?.errors === "status")
      return {
        status: refusal.status,
        headers: { "content-type": "text/plain; charset=utf-8" },
        body: refusal.message,
      };
    return errorPage(http, refusal);
  };

  const answerTo = async (http: EndpointRequest): Promise<Answer> => {
    let route: Route | undefined;
    try {
      const asset = assetAnswers.get(http.path);
      if (asset && (http.method === "GET" || http.method === "HEAD")) return asset;
      route = find(http.path);
      if (!route) throw new Refusal("not_found");
      if (route.methods && !route.methods.some((method) => method === http.method))
        throw new Refusal("method_not_allowed");
      return await route.answer(contextOf(http));
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal.status >= 500)
        files.log.error("request.failed", { request: http.id, refusal: refusal.code, error: refusal.cause ?? refusal });
      const answer = errorAnswer(route, http, refusal);
      if (refusal.status !== 405 || !route?.methods) return answer;
      return { ...answer, headers: { ...answer.headers, allow: route.methods.join(", ") } };
    }
  };

  return createExchange({ answerTo, headers: common, program: files, bodyLimit: BODY_LIMIT });
}
