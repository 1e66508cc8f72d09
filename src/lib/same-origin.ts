/**
 * What a browser says about where a request comes from (Fetch Metadata; RFC 6454, 7). It is the first of the two proofs
 * that a form was sent from our own page; the token in the form is the other, and decides where a browser says nothing.
 */
import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "./errors.ts";

/**
 * @param own The origin that the form's page has.
 * @throws Refusal `cross_site` when a browser says that another site sent this.
 */
export function checkSameOrigin(headers: IncomingHttpHeaders, own: string): void {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") throw new Refusal("cross_site");
  const { origin } = headers;
  // `null` is what a browser sends from a page under `Referrer-Policy: no-referrer`; the token decides then.
  if (origin !== undefined && origin !== "null" && origin !== own) throw new Refusal("cross_site");
}
