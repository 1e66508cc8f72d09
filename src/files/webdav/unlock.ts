/** UNLOCK (RFC 4918, 9.11): ends a lock, of the person who made it or, for an administrator, of anybody. */
import { changeableButForLocks, type DavMethod } from "./call.ts";
import { DavRefusal } from "./refused.ts";

export const unlock: DavMethod = async (call) => {
  const { http, actor, attachments } = call;
  const header = http.headers["lock-token"];
  // Without its brackets too, as some clients write it: it can mean nothing else.
  const [, token] = /^<?([^<>\s]{1,200})>?$/.exec(typeof header === "string" ? header : "") ?? [];
  if (token === undefined) throw new DavRefusal(400, "The Lock-Token header holds no token.");
  const node = await changeableButForLocks(call);
  const found = (await attachments.locks.covering(node.fullPath)).find((lock) => lock.token === token);
  if (!found) throw new DavRefusal(409, "No such lock covers this.", { condition: "lock-token-matches-request-uri" });
  if (found.userId !== actor.user.id && actor.user.role !== "admin")
    throw new DavRefusal(403, "This is somebody else's lock.");
  await attachments.locks.release(token);
  return { status: 204, headers: {} };
};
