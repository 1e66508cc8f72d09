/**
 * Our callback address with `state` in it, for protocols that have no such parameter of their own. The provider sends the
 * browser there as it was told, so `state` comes back as with any other.
 */

/** The address with its own query kept byte for byte. */
export function withState(redirectUri: string, state: string): string {
  const joint = !redirectUri.includes("?") ? "?" : redirectUri.endsWith("?") || redirectUri.endsWith("&") ? "" : "&";
  return `${redirectUri}${joint}state=${encodeURIComponent(state)}`;
}
