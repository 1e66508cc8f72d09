/**
 * COPY and MOVE (RFC 4918, 9.8 and 9.9): to a whole new path, name included. `Overwrite: F` leaves alone what is there; else it
 * goes away first, whole. The tree asks for what both the source and the destination need.
 */
import { Refusal } from "../../lib/errors.ts";
import { isWithin } from "../fs/paths.ts";
import { type DavCall, type DavMethod, depthOf, hrefOfNode, nodeAt, requireParent } from "./call.ts";
import { type Target, targetOfReference } from "./href.ts";
import { DavRefusal } from "./refused.ts";

export const copy: DavMethod = async (call) => {
  const deep = depthOf(call.http, ["0", "infinity"], "infinity") === "infinity";
  return transfer(call, deep, (to, overwrite) => call.fs.copy(call.actor, call.target.path, to, { overwrite, deep }));
};

export const move: DavMethod = async (call) => {
  depthOf(call.http, ["infinity"], "infinity");
  return transfer(call, true, (to, overwrite) => call.fs.move(call.actor, call.target.path, to, overwrite));
};

async function transfer(
  call: DavCall,
  deep: boolean,
  work: (to: string, overwrite: boolean) => Promise<{ readonly replaced: boolean }>,
) {
  const { path: from } = call.target;
  const { path: to } = destinationOf(call);
  const overwrite = overwriteOf(call);
  const [fullFrom, fullTo] = [call.fs.fullPath(call.actor, from), call.fs.fullPath(call.actor, to)];
  if (fullTo === fullFrom) throw new DavRefusal(403, "Source and destination are the same.");
  if ((deep && isWithin(fullTo, fullFrom)) || isWithin(fullFrom, fullTo))
    throw new DavRefusal(403, "One of source and destination lies in the other.");
  const source = await call.fs.stat(call.actor, from);
  await requireParent(call, to);
  if (!overwrite && (await nodeAt(call, to))) throw new DavRefusal(412, "There is something already.");
  try {
    const { replaced } = await work(to, overwrite);
    if (replaced) return { status: 204, headers: {} };
    return { status: 201, headers: { location: hrefOfNode({ path: to, isFolder: source.isFolder }) } };
  } catch (error) {
    if (error instanceof Refusal && error.code === "file_exists")
      throw new DavRefusal(412, "There is something already.", { cause: error });
    throw error;
  }
}

/** @throws DavRefusal 400 where there is none, 502 where it is another server's */
function destinationOf({ http, hosts }: Pick<DavCall, "http" | "hosts">): Target {
  const { destination } = http.headers;
  if (typeof destination !== "string" || destination === "") throw new DavRefusal(400, "There is no Destination.");
  return targetOfReference(destination.trim(), hosts);
}

function overwriteOf({ http }: DavCall): boolean {
  const { overwrite = "T" } = http.headers;
  if (overwrite !== "T" && overwrite !== "F") throw new DavRefusal(400, "Overwrite is T or F.");
  return overwrite === "T";
}
