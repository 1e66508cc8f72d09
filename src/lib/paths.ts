/**
 * Internal return paths: where a page goes back to after sign-in. Only a path of our own, never an address
 * (RFC 9700, 4.11): read as a browser reads it (WHATWG URL), so that no browser finds another host in it, and written as
 * a header may carry it.
 */

const CONTROL_OR_BACKSLASH = /[\u0000-\u0020\\\u007f]/;
const LONGEST = 2000;
/** Stands for our own origin while a path is being read. */
const OWN = "http://own.invalid";

/** The path if it is our own, with everything beyond ASCII percent-encoded; else the fallback. */
export function ownPath(path: string | null | undefined, fallback: string): string {
  if (!path || path.length > LONGEST || !path.startsWith("/") || CONTROL_OR_BACKSLASH.test(path)) return fallback;
  const url = URL.parse(path, OWN);
  if (url === null || url.origin !== OWN) return fallback;
  const own = url.pathname + url.search + url.hash;
  // Dots and slashes may leave two slashes at the beginning, which read as a host once more.
  return own.startsWith("//") ? fallback : own;
}
