/**
 * Internal return paths: where a page goes back to after sign-in. Only a path of our own, never an address
 * (RFC 9700, 4.11): it starts with a single slash, and no browser may read it as another host.
 */

const CONTROL_OR_BACKSLASH = /[\u0000-\u0020\\\u007f]/;

/** The path if it is our own, else the fallback. */
export function ownPath(path: string | null | undefined, fallback: string): string {
  if (!path || path.length > 2000 || !path.startsWith("/") || path.startsWith("//") || CONTROL_OR_BACKSLASH.test(path)) {
    return fallback;
  }
  return path;
}
