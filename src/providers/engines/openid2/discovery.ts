/**
 * Discovery (OpenID Authentication 2.0, 7.3): from an identifier to the server that may speak for it, by Yadis (an XRDS
 * document, at the identifier or where its page points) or by links in the identifier's page.
 *
 * Everything here is a stranger's text at an address that a stranger chose: the injected `fetch` decides what may be
 * reached, no redirect is followed, a document with a DTD is refused, and what is not plainly there is not there.
 */
import { ProviderError } from "../../provider-error.ts";
import type { Answer } from "../answer.ts";
import { call } from "../answer.ts";
import type { Context } from "../engine.ts";
import { type Discovered, pointedAt, readPage, readXrds, withoutComments } from "./documents.ts";

/** Bytes. */
const MAX_DOCUMENT = 262_144;

/**
 * An identifier in its one form (7.2): an http(s) address without a fragment.
 * @throws ProviderError `misconfigured` where it is none; XRIs are not supported.
 */
export function normalisedIdentifier(given: string): string {
  const text = given.trim().replace(/^xri:\/\//i, "");
  const address = /^https?:\/\//i.test(text) ? text : `http://${text}`;
  if (text === "" || /^[=@+$!(]/.test(text) || text.length > 2000 || !URL.canParse(address)) {
    throw new ProviderError("misconfigured", "the identifier is not an address");
  }
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") throw new ProviderError("misconfigured", "the identifier has a user");
  url.hash = "";
  return url.href;
}

async function load(context: Context, address: string): Promise<Answer> {
  const headers = { accept: "application/xrds+xml, text/html;q=0.9" };
  const answer = await call(context.fetch, address, { method: "GET", headers });
  if (answer.status !== 200) throw new ProviderError("bad_answer", `discovery: status ${answer.status}`);
  if (answer.text.length > MAX_DOCUMENT) throw new ProviderError("bad_answer", "discovery: the document is too large");
  return { ...answer, text: withoutComments(answer.text) };
}

function found(answer: Discovered | undefined): Discovered {
  if (answer === undefined) throw new ProviderError("bad_answer", "discovery: no OpenID 2.0 server is named");
  return answer;
}

/**
 * @param identifier In its one form.
 * @param ownOnly `true`: what counts is who may speak for this very identifier.
 * @throws ProviderError `unreachable` or `bad_answer` where nothing speaks OpenID 2.0 for the identifier.
 */
export async function discoverOpenId(context: Context, identifier: string, ownOnly = false): Promise<Discovered> {
  const first = await load(context, identifier);
  if (first.mediaType === "application/xrds+xml") return found(readXrds(first.text, identifier, ownOnly));
  const pointed = pointedAt(first.text, first.headers.get("x-xrds-location"));
  const xrds = pointed === undefined ? undefined : readXrds((await load(context, pointed)).text, identifier, ownOnly);
  return found(xrds ?? readPage(first.text, identifier));
}
