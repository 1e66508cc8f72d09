/**
 * The browser as a party of its own: a random cookie that outlives sign-in, to which sign-ins under way and forms are bound;
 * and the session's cookie. Both are named for files alone, since cookies are shared by all ports of a host.
 */
import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { sameSecret } from "../../lib/bearer.ts";
import { type Cookie, cookie } from "../../lib/cookies.ts";
import { Refusal } from "../../lib/errors.ts";
import { randomToken } from "../../lib/random.ts";
import { checkSameOrigin } from "../../lib/same-origin.ts";
import type { Vault } from "../../lib/seal.ts";

const VALUE = /^[A-Za-z0-9_-]{43}$/;
/** Seconds: a year. */
const BROWSER_SECONDS = 31_536_000;

export interface Browsers {
  readonly session: Cookie;
  /** This browser's value, if it has one of the right form. */
  read(cookieHeader: string | undefined): string | undefined;
  /** A new value, and the header that gives it to the browser. */
  create(): { readonly value: string; readonly setCookie: string };
  /** The hidden `csrf` field of forms shown to this browser in this session (none: the empty text). */
  formToken(browser: string, sessionValue: string): string;
  /** @throws Refusal `cross_site`, `form_expired` */
  checkForm(headers: IncomingHttpHeaders, token: string): void;
  /** Whether our own page sent this, by the browser's own word: only then does a cookie count at the API. */
  isOwnPage(headers: IncomingHttpHeaders): boolean;
}

export function createBrowsers(vault: Vault, secure: boolean, address: string): Browsers {
  const jar = cookie("alldoor_files_browser", secure);
  const session = cookie("alldoor_files_session", secure);
  const key = vault.derive("files/form-token");
  const formToken = (browser: string, sessionValue: string) =>
    createHmac("sha256", key).update(`${browser}:${sessionValue}`).digest("base64url");
  const read = (header: string | undefined) => {
    const value = jar.read(header);
    return value !== undefined && VALUE.test(value) ? value : undefined;
  };
  return {
    session,
    read,
    create() {
      const value = randomToken(32);
      return { value, setCookie: jar.write(value, { maxAge: BROWSER_SECONDS }) };
    },
    formToken,
    checkForm(headers, token) {
      checkSameOrigin(headers, address);
      const browser = read(headers.cookie);
      const own = browser && formToken(browser, session.read(headers.cookie) ?? "");
      if (!own || !sameSecret(own, token)) throw new Refusal("form_expired");
    },
    isOwnPage(headers) {
      const { origin } = headers;
      const site = headers["sec-fetch-site"];
      if (site !== undefined && site !== "same-origin") return false;
      return origin === undefined ? site === "same-origin" : origin === address;
    },
  };
}
