/**
 * The browser as a party of its own: a random cookie that outlives sign-in, to which flows, upstream states and forms are
 * bound. And the two proofs that a form was sent from our own page: the browser's own word about where the request
 * comes from (`Origin`, `Sec-Fetch-Site`), and a token in the form that belongs to this browser.
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
  /** The session cookie. */
  readonly session: Cookie;
  /** The cookie by which somebody had this browser remembered. */
  readonly device: Cookie;
  /** This browser's value, if it has one of the right form. */
  read(cookieHeader: string | undefined): string | undefined;
  /** A new value, and the header that gives it to the browser. */
  create(): { readonly value: string; readonly setCookie: string };
  /** The hidden `csrf` field of forms shown to this browser. */
  formToken(browser: string): string;
  /** @throws Refusal `cross_site`, `form_expired` */
  checkForm(headers: IncomingHttpHeaders, token: string | undefined): void;
}

export function createBrowsers({ vault, secure, issuer }: { vault: Vault; secure: boolean; issuer: string }): Browsers {
  const jar = cookie("alldoor_browser", secure);
  const key = vault.derive("form-token");
  const formToken = (browser: string) => createHmac("sha256", key).update(browser).digest("base64url");
  const read = (header: string | undefined) => {
    const value = jar.read(header);
    return value !== undefined && VALUE.test(value) ? value : undefined;
  };
  return {
    session: cookie("alldoor_session", secure),
    device: cookie("alldoor_device", secure),
    read,
    create() {
      const value = randomToken(32);
      return { value, setCookie: jar.write(value, { maxAge: BROWSER_SECONDS }) };
    },
    formToken,
    checkForm(headers, token) {
      checkSameOrigin(headers, issuer);
      const browser = read(headers.cookie);
      if (browser === undefined || token === undefined || !sameSecret(formToken(browser), token))
        throw new Refusal("form_expired");
    },
  };
}
