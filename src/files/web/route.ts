/**
 * web: how the file server's features meet HTTP. A feature is a list of routes; the shell finds the one that is meant, says who
 * the caller is and writes what comes out. Owns no rule of any feature.
 */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import type { AssetPaths } from "../../pages/assets.ts";
import type { Text } from "../../pages/text/index.ts";
import type { Files } from "../files.ts";
import type { Session } from "../sso/session.ts";

export interface Context {
  readonly files: Files;
  readonly http: EndpointRequest;
  readonly query: URLSearchParams;
  /** Whoever is signed in. */
  readonly session: Session | null;
  readonly t: Text;
  readonly assets: AssetPaths;
  /** A page with its headers. */
  html(body: string): Answer;
}

export interface Route {
  /** What is not listed is refused; `HEAD` is listed only where a GET changes nothing. `null`: the route answers every method itself. */
  readonly methods: readonly Method[] | null;
  /** Exact, or ending in `/*`: that folder and all below it. The exact one wins, then the longest. */
  readonly path: string;
  /** Who reads its errors: a person (a page), AList's API (200 and an envelope), or a program that goes by the status. */
  readonly errors: "page" | "api" | "status";
  readonly answer: (context: Context) => Answer | Promise<Answer>;
}

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "OPTIONS";
