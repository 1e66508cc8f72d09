/** GET and HEAD (RFC 4918, 9.4): a file's bytes, by conditions and ranges. A folder has none. */

import { sentFile } from "../web/sent-file.ts";
import type { DavMethod } from "./call.ts";
import { FOLDER_METHODS } from "./options.ts";
import { DavRefusal } from "./refused.ts";

export const get: DavMethod = async ({ http, fs, actor, target }) => {
  const node = await fs.stat(actor, target.path);
  if (node.isFolder)
    throw new DavRefusal(405, "A folder has no content of its own.", { headers: { allow: FOLDER_METHODS } });
  return sentFile(http, node, (range) => fs.read(actor, target.path, range));
};
