/** How the file server's features meet HTTP: a feature is a list of routes, and the shell calls the one that is meant. */
import type { Answer, EndpointRequest } from "../lib/endpoint.ts";
import type { AssetPaths } from "../pages/assets.ts";
import type { Text } from "../pages/text/index.ts";
import type { Files } from "./files.ts";
import type { Session } from "./sso/session.ts";

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
  /** What is not listed is refused; `HEAD` is listed only where a GET changes nothing. */
  readonly methods: readonly ("GET" | "HEAD" | "POST")[];
  readonly path: string;
  readonly answer: (context: Context) => Answer | Promise<Answer>;
}
