/**
 * LOCK (RFC 4918, 9.10): a new lock, or more time for one. Locking what does not exist makes an empty file (7.3). A person may
 * lock what they may write; the root of somebody's tree is not lockable below it.
 */
import { Readable } from "node:stream";
import type { Answer } from "../../lib/endpoint.ts";
import { changeableButForLocks, type DavCall, type DavMethod, depthOf, nodeAt, requireParent } from "./call.ts";
import { lockDiscovery, lockRootHref, lockViewer } from "./lock-discovery.ts";
import { LOCK_SECONDS, type Lock } from "./locks.ts";
import { DavRefusal } from "./refused.ts";
import { childElements, isDav, writeXml, type XmlElement } from "./xml.ts";
import { readXmlBody } from "./xml-body.ts";

const LONGEST_OWNER = 4096;

export const lock: DavMethod = async (call) => {
  const body = await readXmlBody(call.http);
  const timeout = timeoutOf(call.http.headers["timeout"]);
  return body === null ? refresh(call, timeout) : take(call, readLockInfo(body), timeout);
};

async function take(call: DavCall, info: LockInfo, timeout: number): Promise<Answer> {
  const { http, fs, actor, attachments, target } = call;
  const depth = depthOf(http, ["0", "infinity"], "infinity");
  const existing = await nodeAt(call, target.path);
  if (existing) await changeableButForLocks(call);
  else await requireParent(call, target.path);
  if (!existing && target.asFolder) throw new DavRefusal(409, "There is no such folder.");
  // Made before it is locked: whoever may not make it is refused here, and has locked nothing for a moment.
  const { fullPath: path } =
    existing ??
    (await fs.write(actor, target.path, Readable.from([]), { parents: false, size: 0, overwrite: false })).node;
  const outcome = await attachments.locks.take({ path, depth, userId: actor.user.id, ...info }, timeout);
  if (outcome.kind === "too-many") throw new DavRefusal(507, "There are too many locks of yours.");
  if (outcome.kind === "conflict") {
    const viewer = lockViewer(fs, actor, call.now);
    throw new DavRefusal(423, "Somebody has locked this.", {
      condition: "no-conflicting-lock",
      hrefs: [...new Set(outcome.with.map((other) => lockRootHref(viewer, other)))],
    });
  }
  const { lock: taken } = outcome;
  return discovered(call, taken, existing ? 200 : 201, { "lock-token": `<${taken.token}>` });
}

async function refresh(call: DavCall, timeout: number): Promise<Answer> {
  const { fs, actor, attachments, target } = call;
  const [token, ...others] = actor.lockTokens ?? [];
  if (token === undefined || others.length > 0)
    throw new DavRefusal(400, "LOCK without a body renews the one lock that its If header names.");
  const node = await fs.changeable(actor, target.path);
  const renewed = await attachments.locks.refresh(token, node.fullPath, actor.user.id, timeout);
  if (!renewed)
    throw new DavRefusal(412, "There is no such lock of yours here.", { condition: "lock-token-matches-request-uri" });
  return discovered(call, renewed, 200, {});
}

function discovered(call: DavCall, taken: Lock, status: number, headers: Readonly<Record<string, string>>): Answer {
  const viewer = lockViewer(call.fs, call.actor, call.now);
  return {
    status,
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "no-store", ...headers },
    body:
      '<?xml version="1.0" encoding="utf-8"?>\n<D:prop xmlns:D="DAV:"><D:lockdiscovery>' +
      `${lockDiscovery([taken], viewer)}</D:lockdiscovery></D:prop>\n`,
  };
}

interface LockInfo {
  readonly scope: "exclusive" | "shared";
  readonly owner: string;
}

/** @throws DavRefusal 400 where it is not a `DAV:lockinfo`, 422 where it asks for another kind of lock */
function readLockInfo(body: XmlElement): LockInfo {
  const invalid = (): DavRefusal => new DavRefusal(400, "The body is not a lockinfo element as RFC 4918 has it.");
  if (!isDav(body, "lockinfo")) throw invalid();
  const children = childElements(body);
  const only = (name: string): XmlElement => {
    const [found, ...others] = children.filter((child) => isDav(child, name)).flatMap(childElements);
    if (!found || others.length > 0) throw invalid();
    return found;
  };
  const scope = only("lockscope");
  if (!isDav(only("locktype"), "write")) throw new DavRefusal(422, "There are write locks alone.");
  const owner = children.find((child) => isDav(child, "owner"));
  const xml = owner ? writeXml(owner) : "";
  if (xml.length > LONGEST_OWNER) throw new DavRefusal(400, "The owner is too long.");
  if (isDav(scope, "exclusive")) return { scope: "exclusive", owner: xml };
  if (isDav(scope, "shared")) return { scope: "shared", owner: xml };
  throw invalid();
}

/** Seconds: the first of the `Timeout` header's wishes that can be read (RFC 4918, 10.7). */
function timeoutOf(header: string | string[] | undefined): number {
  const wishes = String(header ?? "").split(",");
  for (const wish of wishes) {
    const [, count] = /^\s*Second-(\d{1,10})\s*$/i.exec(wish) ?? [];
    if (count !== undefined) return Number(count);
  }
  return LOCK_SECONDS;
}
