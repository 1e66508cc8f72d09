/**
 * What an OpenID 2.0 identifier answers with (7.3): the server's own identifier an XRDS document at once, a person's a page
 * that points to one.
 */
import { people } from "../../people.ts";
import type { Call } from "../../world.ts";
import { claimedIdOf, personContext } from "./assertion.ts";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

function xrds(type: string, endpoint: string): Response {
  const body =
    `<?xml version="1.0" encoding="UTF-8"?>\n<xrds:XRDS xmlns:xrds="xri://$xrds" xmlns="xri://$xrd*($v*2.0)"><XRD>` +
    `<Service priority="0"><Type>${type}</Type><URI>${escaped(endpoint)}</URI></Service></XRD></xrds:XRDS>`;
  return new Response(body, { headers: { "Content-Type": "application/xrds+xml; charset=utf-8" } });
}

const endpointOf = ({ match }: Call): string => match.emulation.url("openid", match.settings) ?? "";

export const serverIdentifier = (call: Call): Response =>
  xrds("http://specs.openid.net/auth/2.0/server", endpointOf(call));

export function personIdentifier(call: Call): Response {
  const wanted = `https://${new URL(call.request.url).pathname.slice(1)}`;
  const isSomebodys = people.some((person) => claimedIdOf(call, personContext(call, person, "")) === wanted);
  if (!isSomebodys) return new Response("Nobody.", { status: 404 });
  const asked = call.request.headers.get("accept") ?? "";
  if (asked.includes("application/xrds+xml")) return xrds("http://specs.openid.net/auth/2.0/signon", endpointOf(call));
  const page = `<!doctype html><html><head><link rel="openid2.provider" href="${escaped(endpointOf(call))}"></head></html>`;
  return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}
