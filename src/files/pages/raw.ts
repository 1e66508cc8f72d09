/**
 * `/@raw/…`: a file's bytes by its path as its owner sees it, for whoever the session's cookie stands for. `?d` saves it. Nobody's
 * file runs as ours: the answer is sandboxed (`sent-file.ts`). Of a PDF the browser's own viewer shows what is in it, which no sandbox
 * lets in; a script of a PDF is none of our origin's, and the policy lets nothing be loaded.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { contentDisposition } from "../links/content-disposition.ts";
import { sentType } from "../web/media-type.ts";
import type { Context } from "../web/route.ts";
import { sentFile } from "../web/sent-file.ts";
import { pathIn } from "./addresses.ts";
import { withFolderPassword } from "./folder-password.ts";

export const RAW = "/@raw";

const PDF = {
  "content-security-policy":
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  "x-frame-options": "SAMEORIGIN",
} as const;

/** Types of text are told as what they are, and shown as text alone. */
const shownType = (type: string): string => (type.startsWith("text/") ? `${type.split(";")[0]}; charset=utf-8` : type);

export async function raw(context: Context): Promise<Answer> {
  const { files, http, query } = context;
  const path = pathIn(http.path, RAW);
  const actor = withFolderPassword(context);
  const node = await files.fs.stat(actor, path);
  if (node.isFolder) throw new Refusal("file_expected");
  const type = sentType(node.name);
  return sentFile(http, node, (range) => files.fs.read(actor, path, range), {
    "content-type": shownType(type),
    "content-disposition": contentDisposition(node.name, query.has("d") ? "attachment" : "inline"),
    ...(type === "application/pdf" ? PDF : {}),
  });
}
