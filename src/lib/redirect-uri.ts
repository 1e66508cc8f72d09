/**
 * Redirect URIs: what may be registered, and when a requested one is the registered one.
 *
 * Requested and registered are compared byte for byte (RFC 9700, 2.1); the one exception is the port of a native
 * application's loopback address, and then only for the IP literals (RFC 8252, 7.3 and 8.3). Nothing here parses a
 * requested URI before it has been found in the list.
 */

import type { FieldFault } from "./errors.ts";

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(?=[/?]|$)/;
const REVERSE_DOMAIN_SCHEME = /^[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+:/;
const PRINTABLE_ASCII = /^[\x21-\x7e]+$/;

/** Scheme, host as it is written, and port of an address without user information. */
const WRITTEN = /^https?:\/\/([^/?:@[\]]+|\[[^\]]+\])(?::\d{1,5})?(?=[/?]|$)/i;

const isLoopbackHost = (host: string): boolean => host === "localhost" || host === "127.0.0.1" || host === "[::1]";

/**
 * What forbids registering this redirect URI, or `null`: `https`, `http` on one's own machine, or a
 * reverse-domain scheme of a native application; absolute, without fragment, user information or wildcard.
 */
export function redirectUriFault(uri: string): FieldFault | null {
  if (uri.length > 2000) return "too_long";
  if (!PRINTABLE_ASCII.test(uri) || /[\\<>"`{}|^*]/.test(uri)) return "redirect_not_absolute";
  if (uri.includes("#")) return "redirect_fragment";
  const url = URL.parse(uri);
  if (url === null) return "redirect_not_absolute";
  if (REVERSE_DOMAIN_SCHEME.test(uri)) return null;
  if (url.protocol !== "https:" && url.protocol !== "http:") return "redirect_insecure";
  // An address that browsers read otherwise than it is written leads where nobody looks: `https:host`, `ev%69l.example`.
  if (WRITTEN.exec(uri)?.[1]?.toLowerCase() !== url.hostname) return "redirect_not_absolute";
  return url.protocol === "https:" || isLoopbackHost(url.hostname) ? null : "redirect_insecure";
}

/** Whether the requested URI is one of the registered ones. */
export function isRegistered(requested: string, registered: readonly string[], native: boolean): boolean {
  if (registered.includes(requested)) return true;
  if (!native) return false;
  const match = LOOPBACK.exec(requested);
  if (!match) return false;
  const port = match[2];
  if (port !== undefined && (Number(port) > 65_535 || Number(port) === 0)) return false;
  const rest = requested.slice(match[0].length);
  return registered.some((entry) => {
    const known = LOOPBACK.exec(entry);
    return known !== null && known[1] === match[1] && entry.slice(known[0].length) === rest;
  });
}

/** The URI with parameters added to its query, keeping what it has to the byte. */
export function withQuery(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) search.set(name, value);
  const text = search.toString();
  if (text === "") return uri;
  const joint = !uri.includes("?") ? "?" : uri.endsWith("?") || uri.endsWith("&") ? "" : "&";
  return uri + joint + text;
}

/** The URI with parameters as its fragment. It has none of its own: none can be registered. */
export function withFragment(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const fragment = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) fragment.set(name, value);
  return `${uri}#${fragment}`;
}

/** An https address names its owner; a loopback address or a private scheme can be claimed by any program. */
export const isClaimableByOthers = (uri: string): boolean => !uri.startsWith("https://");
