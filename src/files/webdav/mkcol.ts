/** MKCOL (RFC 4918, 9.3): a folder, in one that exists. No body is understood, so none is accepted. */

import { Refusal } from "../../lib/errors.ts";
import { type DavMethod, requireParent } from "./call.ts";
import { DavRefusal } from "./refused.ts";

export const mkcol: DavMethod = async (call) => {
  const { http, fs, actor, target } = call;
  const hasBody = http.headers["transfer-encoding"] !== undefined || Number(http.headers["content-length"] ?? 0) > 0;
  if (hasBody) throw new DavRefusal(415, "MKCOL has no body here.");
  if (target.path === "/") throw new DavRefusal(405, "There is a folder already.");
  await requireParent(call, target.path);
  try {
    await fs.makeFolder(actor, target.path, false);
  } catch (error) {
    if (error instanceof Refusal && error.code === "file_exists")
      throw new DavRefusal(405, "There is something already.", { cause: error });
    throw error;
  }
  return { status: 201, headers: {} };
};
