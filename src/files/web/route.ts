/**
 * web: how the file server's features meet HTTP. A feature is a list of routes; a route says who may come in, the shell finds
 * the one that is meant, says who the caller is, checks that, and writes what comes out. Owns no rule of any feature.
 */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import type { AssetPaths } from "../../pages/assets.ts";
import type { Text } from "../../pages/text/index.ts";
import type { Files } from "../files.ts";
import type { Actor } from "../fs/file-system.ts";
import type { Occasion, Session } from "../sessions/store.ts";
import type { User } from "../users/user.ts";

export interface Context {
  readonly files: Files;
  readonly http: EndpointRequest;
  readonly query: URLSearchParams;
  /** Whoever calls; the guest where nobody is signed in (and a disabled guest only where the route is `public`). */
  readonly user: User;
  /** Of whoever is signed in. A call with the API's own token has none. */
  readonly session: Session | null;
  /** For the tree: the user, by the way of this route. WebDAV says itself who comes. */
  readonly actor: Actor;
  readonly occasion: Occasion;
  readonly t: Text;
  readonly assets: AssetPaths;
  /** This browser's value, to which sign-ins under way are bound; empty where the route is none of a page. */
  readonly browser: string;
  /** For the hidden field `csrf` of forms. */
  readonly csrf: string;
  /** Of a page's POST: its fields, which came from our own page in this browser; else empty. */
  readonly form: FormFields;
  /** A page with its headers. */
  html(body: string, options?: PageOptions): Answer;
  /** 303 to an own path, with cookies. */
  redirect(path: string, cookies?: readonly string[]): Answer;
}

export interface PageOptions {
  readonly status?: number;
  readonly cookies?: readonly string[];
  /** The page's form may end in a redirect to another origin (a platform). */
  readonly formLeavesOrigin?: boolean;
}

/** A form's fields: one value by `get`, all of a name that may repeat (check boxes) by `all`. */
export interface FormFields {
  get(name: string): string;
  all(name: string): readonly string[];
  has(name: string): boolean;
}

/**
 * Who may come in; there is no default. `public`: everybody, or the route asks by itself (WebDAV, signed links). `anyone`: who is
 * signed in, and the guest as long as guests are let in. `signed-in`: people. `admin`: administrators.
 */
export type Access = "public" | "anyone" | "signed-in" | "admin";

export interface Route {
  /** What is not listed is refused; `HEAD` is listed only where a GET changes nothing. `null`: the route answers every method itself. */
  readonly methods: readonly Method[] | null;
  /** Exact, or ending in `/*`: that folder and all below it. The exact one wins, then the longest. */
  readonly path: string;
  readonly access: Access;
  /**
   * Who reads its errors: a person (a page), AList's API (200 and an envelope), or a program that goes by the status. It also
   * says what proves who calls: of pages the cookie, of the API the token; nothing where the status is read.
   */
  readonly errors: "page" | "api" | "status";
  /** Of a page's POST: the form is larger than a few fields, or no form; the route reads the body and checks `csrf` itself. */
  readonly ownForm?: true;
  readonly answer: (context: Context) => Answer | Promise<Answer>;
}

export type Method = "GET" | "HEAD" | "POST" | "PUT" | "DELETE" | "OPTIONS";
