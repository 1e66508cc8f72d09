/** Forms of our own pages: urlencoded, or with a file where a page takes one; bounded; only names that are meant to may repeat. */
import type { Readable } from "node:stream";
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText, mediaType } from "../../lib/parameters.ts";
import type { FormFields } from "./route.ts";

const MOST_FIELDS = 300;

/** Bytes that a form may have beside its file. */
const BESIDES = 32_768;

export const noFields: FormFields = {
  get: () => "",
  all: () => [],
  has: () => false,
  entries: () => [],
  file: () => null,
};

/** @throws Refusal `content_type_unsupported`, `body_too_large`, `bad_request` */
export async function readForm(http: EndpointRequest): Promise<FormFields> {
  if (mediaType(http.headers["content-type"]) !== "application/x-www-form-urlencoded")
    throw new Refusal("content_type_unsupported");
  return formOf(new URLSearchParams(bodyText(await http.body())), new Map());
}

/**
 * A form with a file, `multipart/form-data` (RFC 7578).
 * @param most Bytes of the file.
 * @throws Refusal `content_type_unsupported`, `body_too_large`, `bad_request`
 */
export async function readUpload(http: EndpointRequest, most: number): Promise<FormFields> {
  const type = http.headers["content-type"] ?? "";
  if (mediaType(type) !== "multipart/form-data") throw new Refusal("content_type_unsupported");
  if (Number(http.headers["content-length"] ?? 0) > most + BESIDES) throw new Refusal("body_too_large");
  const body = await bounded(http.stream(), most + BESIDES);
  if (!hasFewParts(type, body)) throw new Refusal("bad_request", "There are too many fields.");
  let parts: Iterable<readonly [string, unknown]>;
  try {
    parts = await new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData();
  } catch (cause) {
    throw new Refusal("bad_request", "The body is not multipart/form-data.", { cause });
  }
  const fields = new URLSearchParams();
  const files = new Map<string, Uint8Array>();
  for (const [name, value] of parts) {
    if (value instanceof Blob) files.set(name, new Uint8Array(await value.arrayBuffer()));
    else fields.append(name, String(value));
  }
  return formOf(fields, files);
}

/** What is beyond the bound is let go by, so that whoever sends it can be answered: a stream that is broken off takes the answer along. */
function bounded(stream: Readable, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    stream.on("data", (part: Buffer) => {
      size += part.length;
      if (size <= most) parts.push(part);
      else {
        stream.removeAllListeners("data");
        stream.resume();
        reject(new Refusal("body_too_large"));
      }
    });
    stream.on("end", () => resolve(Buffer.concat(parts)));
    const broken = (cause?: unknown) =>
      reject(new Refusal("bad_request", "The request ended before its body did.", { cause }));
    stream.on("error", broken);
    stream.on("close", () => broken());
  });
}

/** Whether a body has no more parts than a form of ours: many small ones cost more to take apart than to send. */
function hasFewParts(type: string, body: Buffer): boolean {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return false;
  let count = 0;
  for (let at = body.indexOf(`--${boundary}`); at !== -1 && count <= MOST_FIELDS; count += 1)
    at = body.indexOf(`--${boundary}`, at + boundary.length + 2);
  return count <= MOST_FIELDS;
}

function formOf(fields: URLSearchParams, files: ReadonlyMap<string, Uint8Array>): FormFields {
  if ([...fields.keys()].length > MOST_FIELDS) throw new Refusal("bad_request", "There are too many fields.");
  return {
    get(name) {
      const values = fields.getAll(name);
      if (values.length > 1) throw new Refusal("parameter_repeated", `The field "${name}" is there more than once.`);
      // NUL can't be stored by PostgreSQL and is never typed by anybody.
      return (values[0] ?? "").replaceAll("\u0000", "");
    },
    all: (name) => fields.getAll(name).map((value) => value.replaceAll("\u0000", "")),
    has: (name) => fields.has(name),
    entries: () => [...fields].map(([name, value]) => [name, value.replaceAll("\u0000", "")] as const),
    file: (name) => {
      const bytes = files.get(name);
      return bytes === undefined || bytes.length === 0 ? null : bytes;
    },
  };
}
