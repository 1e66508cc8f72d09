/** DELETE (RFC 4918, 9.6): a file, or a folder with all that it holds. */
import { type DavMethod, depthOf } from "./call.ts";
import { DavRefusal } from "./refused.ts";

export const remove: DavMethod = async ({ http, fs, actor, target }) => {
  depthOf(http, ["infinity"], "infinity");
  if (target.path === "/") throw new DavRefusal(403, "The root can't be deleted.");
  // The tree's removal of nothing is fine, as AList has it; here nothing is 404.
  await fs.stat(actor, target.path);
  await fs.remove(actor, target.path);
  return { status: 204, headers: {} };
};
