/**
 * PUT (RFC 9110, 9.3.4; RFC 4918, 9.7): a file, whole. It is written aside and takes the old one's place when all of it has
 * come, so an upload that breaks off changes nothing. The folder that it goes to must exist.
 */
import type { IncomingHttpHeaders } from "node:http";
import { Refusal } from "../../lib/errors.ts";
import type { DavMethod } from "./call.ts";
import { DavRefusal } from "./refused.ts";

/** Names that a file can't be put at. */
const OUT_OF_PLACE: ReadonlySet<string> = new Set(["file_not_found", "folder_expected"]);

export const put: DavMethod = async ({ http, fs, actor, target }) => {
  const { headers } = http;
  if (headers["content-range"] !== undefined)
    throw new DavRefusal(400, "A part of a file can't be put (RFC 9110, 14.5).");
  if (target.asFolder) throw new DavRefusal(405, "A folder can't be put.");
  const modifiedAt = timeFrom(headers);
  const size = sizeFrom(headers);
  try {
    const { node, created } = await fs.write(actor, target.path, http.stream(), {
      parents: false,
      overwrite: headers["if-none-match"]?.trim() !== "*",
      ...(modifiedAt === undefined ? {} : { modifiedAt }),
      ...(size === undefined ? {} : { size }),
    });
    return {
      status: created ? 201 : 204,
      headers: { etag: `"${node.tag}"`, ...(modifiedAt === undefined ? {} : { "x-oc-mtime": "accepted" }) },
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (OUT_OF_PLACE.has(error.code))
      throw new DavRefusal(409, "The folder that it should be in does not exist.", { cause: error });
    if (error.code === "file_expected") throw new DavRefusal(405, "There is a folder.", { cause: error });
    if (error.code === "file_exists") throw new DavRefusal(412, "There is something already.", { cause: error });
    throw error;
  }
};

/** `X-OC-Mtime`, Unix seconds: what rclone and ownCloud's clients send. */
function timeFrom(headers: IncomingHttpHeaders): number | undefined {
  const header = headers["x-oc-mtime"];
  if (typeof header !== "string" || !/^\d{1,11}(\.\d{1,9})?$/.test(header.trim())) return undefined;
  return Number(header) * 1000;
}

/** Of a body sent in chunks, macOS says the length beforehand in a header of its own. */
function sizeFrom(headers: IncomingHttpHeaders): number | undefined {
  const header = headers["content-length"] ?? headers["x-expected-entity-length"];
  return typeof header === "string" && /^\d{1,15}$/.test(header) ? Number(header) : undefined;
}
