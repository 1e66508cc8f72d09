/**
 * web: how the hub's features meet HTTP. A feature is a list of routes; a route says who may come in, and the shell
 * (`shell.ts`) checks that, the form's token and the freshness of the sign-in before the feature sees anything. Owns no
 * rule of any feature.
 */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import type { OwnPolicy } from "../../lib/page-headers.ts";
import type { Parameters } from "../../lib/parameters.ts";
import type { AssetPaths } from "../../pages/assets.ts";
import type { Text } from "../../pages/text/index.ts";
import type { Hub, Occasion } from "../hub.ts";
import type { SignedIn } from "../sessions/store.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** An endpoint of a protocol, called by clients; it authenticates its caller itself. */
export interface ProtocolRoute {
  readonly kind: "protocol";
  readonly methods: readonly Method[];
  /** May hold `:name` segments. */
  readonly path: string;
  /** Who reads its errors: a person at a browser, a client, one that brings an access token (RFC 6750, 3), a caller of the API (RFC 9457). */
  readonly errors: "page" | "oauth" | "bearer" | "problem";
  /** Whether scripts of any origin may call it: only what takes no cookie. */
  readonly anyOrigin: boolean;
  readonly endpoint: ProtocolEndpoint;
}

/** @param params The path's `:name` segments, decoded. */
export type ProtocolEndpoint = (
  request: EndpointRequest,
  params: Readonly<Record<string, string>>,
) => Answer | Promise<Answer>;

/** A page, or the form of one. Every POST carries the form token. */
export interface PageRoute {
  readonly kind: "page";
  readonly method: "GET" | "POST";
  /** May hold `:name` segments. */
  readonly path: string;
  readonly access: Access;
  /** Also needs a sign-in that is not older than `RECENT_SECONDS`, and as strong as the person can make it. */
  readonly recent?: boolean;
  /** Bytes of a file that its form brings (`multipart/form-data`); such a form is read only for whoever may come in. */
  readonly upload?: number;
  readonly page: (context: PageContext) => Answer | Promise<Answer>;
}

/** The permission that a route needs; there is no default. */
export type Access = "anyone" | "signed-in" | "administrator";

export type Route = ProtocolRoute | PageRoute;

/** Where an administrator stops looking at somebody's account (`sessions/impersonation.ts`). */
export const STOP_LOOKING = "/impersonation/stop";

/** Seconds that a sign-in counts as fresh: for changing ways in, keys and other people's rights. */
export const RECENT_SECONDS = 900;

/** All that a page gets to see. */
export interface PageContext {
  readonly hub: Hub;
  readonly http: EndpointRequest;
  /** The path's `:name` segments, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Parameters;
  /** The form's fields; empty for GET. Checked to come from our own page in this browser. */
  readonly form: FormFields;
  readonly t: Text;
  readonly assets: AssetPaths;
  /** This browser's value, to which flows and states are bound. */
  readonly browser: string;
  /** For the hidden field of forms. */
  readonly csrf: string;
  /** The session cookie as it came. */
  readonly sessionValue: string | undefined;
  /** The cookie of a remembered browser, as it came. */
  readonly deviceValue: string | undefined;
  /** Whoever is signed in; set wherever the route's access asks for it. */
  readonly signedIn: SignedIn | null;
  readonly occasion: Occasion;
  /** A page with its headers. */
  html(body: string, options?: HtmlOptions): Answer;
  /** 303 to an own path, with cookies. */
  redirect(path: string, cookies?: readonly string[]): Answer;
  /** Cookies of the session, and of a browser that is remembered. */
  readonly cookies: {
    signIn(value: string): string;
    signOut(): string;
    remember(value: string): string;
    forget(): string;
  };
}

export interface HtmlOptions {
  readonly status?: number;
  readonly cookies?: readonly string[];
  /**
   * The page's form may end in a redirect to another origin (a client, a provider). Browsers apply `form-action` to the
   * redirect after a form too, so it is left out on exactly these pages.
   */
  readonly formLeavesOrigin?: boolean;
  /** Origins that the page loads in frames. */
  readonly frames?: readonly string[];
  /**
   * No stranger can place words on the page, by its address or otherwise, beside what is secret on it: it is long, and sent
   * compressed (`lib/content-encoding.ts`).
   */
  readonly isOursAlone?: boolean;
  /** What else this page may do that others may not. */
  readonly own?: OwnPolicy;
}

/** A form's fields: one value by `get`, all of a name that may repeat (check boxes) by `all`. */
export interface FormFields {
  get(name: string): string;
  all(name: string): readonly string[];
  has(name: string): boolean;
  /** Every field, in the order of the form. */
  entries(): readonly (readonly [string, string])[];
  /** The bytes of a file; `null` where none was chosen. */
  file(name: string): Uint8Array | null;
}
