/**
 * Uploads over AList's API (its contract, 3.3): `PUT /api/fs/put` with the bytes as the body, `PUT /api/fs/form` with them as the
 * field `file` of a multipart form (RFC 7578). Both go to the storage as they come; nothing is held in memory.
 */
import type { Readable } from "node:stream";
import { Busboy } from "@fastify/busboy";
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { WriteOptions } from "../storage/storage.ts";
import { envelope } from "../web/envelope.ts";
import type { Context } from "../web/route.ts";
import { underPassword } from "./folder-password.ts";

const header = ({ headers }: EndpointRequest, name: string): string => {
  const value = headers[name];
  return typeof value === "string" ? value : "";
};

/** @throws Refusal `bad_request` */
function uploadOf(http: EndpointRequest): { path: string; options: WriteOptions & { parents: true } } {
  const encoded = header(http, "file-path");
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch (cause) {
    throw new Refusal("bad_request", "File-Path is not percent-encoded.", { cause });
  }
  if (path === "") throw new Refusal("bad_request", "File-Path is missing.");
  const modified = header(http, "last-modified");
  if (!/^\d{0,15}$/.test(modified)) throw new Refusal("bad_request", "Last-Modified is not in milliseconds.");
  return {
    path,
    options: {
      parents: true,
      overwrite: header(http, "overwrite") !== "false",
      ...(modified === "" ? {} : { modifiedAt: Number(modified) }),
    },
  };
}

/** A task that has been done already: nothing waits in a queue here. */
const done = (http: EndpointRequest, path: string) => {
  if (header(http, "as-task") !== "true") return envelope(null);
  return envelope({
    task: { id: http.id, name: `upload ${path}`, state: 2, status: "", progress: 100, error: "" },
  });
};

async function write(context: Context, body: Readable, size?: number): Promise<string> {
  const { files, http } = context;
  const { path, options } = uploadOf(http);
  const wish = size === undefined ? options : { ...options, size };
  try {
    await underPassword(context, decodePassword(header(http, "password")), (actor) =>
      files.fs.write(actor, path, body, wish),
    );
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "file_exists") throw error;
    throw new Refusal("permission_denied", "file exists", { cause: error });
  }
  return path;
}

/** Clients may encode what no header can carry; what is no encoding is the password itself. */
function decodePassword(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export async function put(context: Context) {
  const { http } = context;
  const length = header(http, "content-length");
  if (!/^\d{1,15}$/.test(length)) throw new Refusal("bad_request", "Content-Length is missing.");
  return done(http, await write(context, http.stream(), Number(length)));
}

const LIMITS = { files: 1, fields: 20, fieldSize: 1024, parts: 21, headerPairs: 50, headerSize: 8192 };

/** @throws Refusal `bad_request` */
function parserOf(type: string) {
  try {
    return new Busboy({ headers: { "content-type": type }, limits: LIMITS });
  } catch (cause) {
    throw new Refusal("bad_request", "The form can't be read.", { cause });
  }
}

export async function form(context: Context) {
  const { http } = context;
  const type = header(http, "content-type");
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new Refusal("content_type_unsupported");
  // Proven before a byte is read: what is refused costs nothing.
  uploadOf(http);
  const parser = parserOf(type);
  const body = http.stream();
  const path = await new Promise<string>((resolve, reject) => {
    let writing: Promise<string> | undefined;
    let current: Readable | undefined;
    const broken = (cause: unknown): void => {
      const refusal = new Refusal("upload_incomplete", undefined, { cause });
      // The parser leaves a part that has begun without an end, and whoever writes it would wait for ever, its file held open.
      current?.destroy(refusal);
      reject(refusal);
    };
    parser.on("file", (field, file) => {
      current = file;
      // The parser only says that a part has broken off; whoever reads it, now or in a moment, has to find it broken.
      file.on("error", (error) => file.destroy(error));
      if (field !== "file" || writing) {
        file.resume();
        return;
      }
      writing = write(context, file);
      writing.catch((error: unknown) => {
        reject(error);
        file.resume();
      });
    });
    parser.on("error", broken);
    parser.on("finish", () => {
      if (writing) writing.then(resolve, reject);
      else reject(new Refusal("bad_request", "The form has no field file."));
    });
    body.on("error", (cause) => {
      parser.destroy(cause);
      broken(cause);
    });
    body.pipe(parser);
  });
  return done(http, path);
}
