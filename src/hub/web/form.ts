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
  const body = await bounded(http.stream(), most + BESIDES);
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

async function bounded(stream: Readable, most: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > most) throw new Refusal("body_too_large");
    parts.push(bytes);
  }
  return Buffer.concat(parts);
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
