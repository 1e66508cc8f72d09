/**
 * webdav: RFC 4918, classes 1 and 2, at `/dav`, over the tree alone: which paths there are and who may do what is decided
 * there. This file is the order of the checks that every method shares: who asks, what is asked for, whether the request's
 * conditions hold (`If`, then those of RFC 9110); then the method.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { FileSystem } from "../fs/file-system.ts";
import { verdict } from "../web/conditions.ts";
import type { DavAttachments } from "./attachments.ts";
import { authenticate, type DoorServices } from "./authenticate.ts";
import { type DavCall, type DavMethod, nodeAt } from "./call.ts";
import { copy, move } from "./copy-move.ts";
import { remove } from "./delete.ts";
import { get } from "./get.ts";
import { hrefOf, plainHost, type Target, targetOf, targetOfReference } from "./href.ts";
import { type ConditionList, holds, type ResourceState, readIfHeader, submittedTokens } from "./if-header.ts";
import { etagOf } from "./live-properties.ts";
import { lock } from "./lock.ts";
import { mkcol } from "./mkcol.ts";
import { EVERY_METHOD, options } from "./options.ts";
import { propfind } from "./propfind.ts";
import { proppatch } from "./proppatch.ts";
import { put } from "./put.ts";
import { DavRefusal, refusedAnswer } from "./refused.ts";
import { unlock } from "./unlock.ts";

export interface DavServices extends DoorServices {
  readonly fs: FileSystem;
  readonly attachments: DavAttachments;
  /** Our own origin. */
  readonly address: string;
}

const methods: Readonly<Record<string, DavMethod>> = {
  GET: get,
  HEAD: get,
  PUT: put,
  DELETE: remove,
  MKCOL: mkcol,
  COPY: copy,
  MOVE: move,
  PROPFIND: propfind,
  PROPPATCH: proppatch,
  LOCK: lock,
  UNLOCK: unlock,
};

/** @throws Refusal what is no answer of WebDAV's own */
export async function dav(services: DavServices, http: EndpointRequest): Promise<Answer> {
  if (http.method === "OPTIONS") return options();
  let href = http.path;
  try {
    const actor = await authenticate(services, http.headers.authorization, http.address);
    const method = methods[http.method];
    if (!method) throw new DavRefusal(405, "This method is not answered here.", { headers: { allow: EVERY_METHOD } });
    const target = targetOf(http.path);
    href = hrefOf(target.path, target.asFolder);
    const lists = listsOf(http);
    const call: DavCall = {
      http,
      target,
      fs: services.fs,
      attachments: services.attachments,
      actor: { ...actor, lockTokens: submittedTokens(lists) },
      hosts: hostsOf(services.address, http),
      now: seconds(services.clock),
    };
    await checkConditions(call, lists);
    return await method(call);
  } catch (error) {
    const answer = refusedAnswer(error, href);
    if (answer) return answer;
    throw error;
  }
}

function listsOf({ headers }: EndpointRequest): readonly ConditionList[] {
  const header = headers["if"];
  return header === undefined ? [] : readIfHeader(String(header));
}

const hostsOf = (address: string, { headers }: EndpointRequest): string[] =>
  [new URL(address).host, headers.host].filter((host) => host !== undefined).map(plainHost);

/** @throws DavRefusal 412 */
async function checkConditions(call: DavCall, lists: readonly ConditionList[]): Promise<void> {
  const stateOf = async (resource: string | null): Promise<ResourceState | null> => {
    const target = resource === null ? call.target : taggedTarget(resource, call.hosts);
    return target && stateAt(call, target.path);
  };
  if (lists.length > 0 && !(await holds(lists, stateOf)))
    throw new DavRefusal(412, "The conditions of the If header do not hold.");
  const { headers, method } = call.http;
  const asks = "if-match" in headers || "if-none-match" in headers || "if-unmodified-since" in headers;
  // GET and HEAD look at theirs where they have the file at hand.
  if (!asks || method === "GET" || method === "HEAD") return;
  const node = await nodeAt(call, call.target.path);
  const current = node && { etag: etagOf(node), modifiedAt: node.modifiedAt };
  if (verdict(headers, current, false) !== "go-on") throw new DavRefusal(412, "The request's conditions do not hold.");
}

/** `null` where the tag is nothing of ours: no condition is true of it. */
function taggedTarget(resource: string, hosts: readonly string[]): Target | null {
  try {
    return targetOfReference(resource, hosts);
  } catch (error) {
    if (error instanceof DavRefusal) return null;
    throw error;
  }
}

async function stateAt(call: DavCall, path: string): Promise<ResourceState | null> {
  try {
    const node = await nodeAt(call, path);
    const locks = await call.attachments.locks.covering(call.fs.fullPath(call.actor, path));
    return { tokens: locks.map(({ token }) => token), etag: node && etagOf(node) };
  } catch (error) {
    // What the caller may not see is like what is not there.
    if (error instanceof Refusal && error.status < 500) return null;
    throw error;
  }
}
