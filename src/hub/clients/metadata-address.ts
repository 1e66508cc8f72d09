/**
 * Addresses that name a client (draft-ietf-oauth-client-id-metadata-document, 3): https with a path, as a URL parser would write
 * them, without fragment, user information or dot segments. Written otherwise it would be another name for the same place.
 */
import { LONGEST_CLIENT_ID } from "./store.ts";

/** Whether a `client_id` may be the address of a document. */
export function isMetadataAddress(clientId: string): boolean {
  if (!clientId.startsWith("https://") || clientId.length > LONGEST_CLIENT_ID || !/^[\x21-\x7e]+$/.test(clientId))
    return false;
  const url = URL.parse(clientId);
  if (url === null || url.href !== clientId || url.pathname === "/") return false;
  if (clientId.includes("#") || url.username !== "" || url.password !== "") return false;
  return !url.pathname.split("/").some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment));
}

/** Whether documents of that host are read, by the hosts that a policy lists. */
export const isListedHost = (clientId: string, hosts: readonly string[]): boolean =>
  hosts.includes("*") || hosts.includes(new URL(clientId).host);
