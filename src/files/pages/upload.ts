/**
 * `POST /@upload`: the form of browsers without scripts (RFC 7578), up to a thousand files as they come. `csrf` and `dir` stand before the
 * first file, and are proven before a byte of it is read.
 */
import type { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import type { Answer } from "../../lib/endpoint.ts";
import { asRefusal, Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { joinPath, resolvePath, singleName } from "../fs/paths.ts";
import type { Context } from "../web/route.ts";
import { pageOf } from "./addresses.ts";
import { withFolderPassword } from "./folder-password.ts";
import { errorOf } from "./frame.ts";

const LIMITS = { files: 1000, fields: 10, fieldSize: 4096, parts: 1010, headerPairs: 50, headerSize: 8192 };

/** @throws Refusal `bad_request`, `content_type_unsupported` */
function parserOf({ http }: Context) {
  const type = http.headers["content-type"] ?? "";
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new Refusal("content_type_unsupported");
  try {
    return new Busboy({ headers: { "content-type": type }, limits: LIMITS });
  } catch (cause) {
    throw new Refusal("bad_request", "The form can't be read.", { cause });
  }
}

/** Reads the whole form. @returns the folder, once every file is in its place. @throws Refusal */
function receive(context: Context, fields: Map<string, string>): Promise<void> {
  const { files, http } = context;
  const parser = parserOf(context);
  const actor = withFolderPassword(context);
  const body = http.stream();
  const writes: Promise<unknown>[] = [];
  let isProven = false;
  return new Promise((resolve, reject) => {
    let current: Readable | undefined;
    /** The parser leaves a part that has begun without an end, and whoever writes it would wait for ever, its file held open. */
    const end = (cause: unknown): Refusal => {
      const refusal = new Refusal("upload_incomplete", undefined, { cause });
      current?.destroy(refusal);
      return refusal;
    };
    const broken = (cause: unknown): void => reject(end(cause));
    const stop = (error: unknown): void => {
      reject(error);
      end(error);
      body.unpipe(parser);
      body.resume();
    };
    parser.on("field", (name, value) => {
      fields.set(name, value);
    });
    parser.on("file", (name, file, fileName) => {
      current = file;
      file.on("error", (error) => file.destroy(error));
      try {
        if (!isProven) files.browsers.checkForm(http.headers, fields.get("csrf") ?? "");
        isProven = true;
        // A form whose field was left empty sends a file without a name.
        if (name !== "file" || !fileName) {
          file.resume();
          return;
        }
        const dir = resolvePath("/", fields.get("dir") ?? "/").own;
        const options = { parents: false, overwrite: fields.get("replace") === "true" };
        const write = files.fs.write(actor, joinPath(dir, singleName(fileName)), file, options);
        writes.push(write);
        write.catch((error: unknown) => {
          file.resume();
          stop(error);
        });
      } catch (error) {
        file.resume();
        stop(error);
      }
    });
    // What came before is put in its place; what is over is not passed over in silence.
    for (const limit of ["filesLimit", "fieldsLimit", "partsLimit"] as const)
      parser.on(limit, () => {
        body.unpipe(parser);
        body.resume();
        Promise.all(writes).then(() => reject(new Refusal("too_many_files")), reject);
      });
    parser.on("error", broken);
    parser.on("finish", () => {
      Promise.all(writes).then(() => resolve(), reject);
    });
    body.on("error", (cause) => {
      parser.destroy(cause);
      broken(cause);
    });
    body.pipe(parser);
  });
}

export async function upload(context: Context): Promise<Answer> {
  const { files, http, t, redirect } = context;
  const fields = new Map<string, string>();
  const backTo = (said: Record<string, string>): Answer => {
    const dir = resolvePath("/", fields.get("dir") ?? "/").own;
    return redirect(withQuery(pageOf(dir), said));
  };
  try {
    await receive(context, fields);
    files.browsers.checkForm(http.headers, fields.get("csrf") ?? "");
  } catch (error) {
    const { code } = asRefusal(error);
    if (code === "form_expired" || code === "cross_site") throw error;
    return backTo({ error: errorOf(t, error) });
  }
  return backTo({ notice: "uploaded" });
}
