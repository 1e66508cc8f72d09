/**
 * Parameters of a request, parsed once: a query, a form (`application/x-www-form-urlencoded`, `multipart/form-data`) or a flat
 * JSON object.
 * A parameter that is there twice is refused (RFC 6749, 3.1 and 3.2), in JSON too; one without a value is as if it had
 * been left out. Values are text; JSON may hold numbers and booleans, which are taken as they are written, and nothing deeper.
 */
import { isUtf8 } from "node:buffer";
import { Refusal } from "./errors.ts";

export type Parameters = ReadonlyMap<string, string>;

const MOST = 100;
const LONGEST = 32_768;

/** A name may be anything that somebody sent; RFC 6749, 5.2, keeps quotes and more out of an error's description. */
const spoken = (name: string): string => (/^[\w.-]{1,60}$/.test(name) ? `The parameter ${name}` : "A parameter");

class Collector {
  readonly found = new Map<string, string>();
  readonly #names = new Set<string>();
  readonly #lists: readonly string[];

  /** @param lists Names that may be there several times; their values are joined by a space. */
  constructor(lists: readonly string[] = []) {
    this.#lists = lists;
  }

  add(name: string, value: string): void {
    const isList = this.#lists.includes(name);
    if (this.#names.has(name) && !isList) {
      throw new Refusal("parameter_repeated", `${spoken(name)} is there more than once.`);
    }
    if (this.#names.size >= MOST) throw new Refusal("bad_request", "There are too many parameters.");
    const all = isList ? [this.found.get(name) ?? "", value].filter((each) => each !== "").join(" ") : value;
    if (all.length > LONGEST) throw new Refusal("bad_request", `${spoken(name)} is too long.`);
    if (value.includes("\u0000")) throw new Refusal("bad_request", `${spoken(name)} is malformed.`);
    this.#names.add(name);
    if (all !== "") this.found.set(name, all);
  }
}

/** A body as text. @throws Refusal `bad_request` where it is not UTF-8: two bodies never read as the same text. */
export function bodyText(body: Buffer): string {
  if (!isUtf8(body)) throw new Refusal("bad_request", "The body is not UTF-8.");
  return body.toString("utf8");
}

/**
 * @param lists Names that may be there several times; their values are joined by a space.
 * @throws Refusal `parameter_repeated`, `bad_request`
 */
export function parseForm(text: string, lists: readonly string[] = []): Parameters {
  const collector = new Collector(lists);
  if (text === "") return collector.found;
  for (const [name, value] of new URLSearchParams(text)) collector.add(name, value);
  return collector.found;
}

/**
 * A form as `multipart/form-data` (RFC 7578), of fields alone.
 * @throws Refusal `parameter_repeated`, `bad_request` where it is malformed or has a file in it
 */
export async function parseMultipart(contentType: string, body: Buffer): Promise<Parameters> {
  const collector = new Collector();
  let fields: Iterable<readonly [string, unknown]>;
  try {
    fields = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch (cause) {
    throw new Refusal("bad_request", "The body is not multipart/form-data.", { cause });
  }
  for (const [name, value] of fields) {
    if (typeof value !== "string") throw new Refusal("bad_request", `${spoken(name)} is a file.`);
    collector.add(name, value);
  }
  return collector.found;
}

const MEMBER =
  /[ \t\n\r]*("(?:[^"\\\u0000-\u001f]|\\.)*")[ \t\n\r]*:[ \t\n\r]*("(?:[^"\\\u0000-\u001f]|\\.)*"|-?[0-9.eE+-]+|true|false|null)[ \t\n\r]*(,|\}[ \t\n\r]*$)/y;

/**
 * A JSON object without depth. Read member by member, so that a repeated name is seen.
 * @throws Refusal `parameter_repeated`, `bad_request`
 */
export function parseJsonObject(text: string): Parameters {
  const collector = new Collector();
  const start = /^[ \t\n\r]*\{/.exec(text);
  if (!start) throw new Refusal("bad_request", "The body is not a JSON object.");
  if (/^[ \t\n\r]*\{[ \t\n\r]*\}[ \t\n\r]*$/.test(text)) return collector.found;
  MEMBER.lastIndex = start[0].length;
  for (;;) {
    const member = MEMBER.exec(text);
    const [, name = "", value = "", end = ""] = member ?? [];
    if (!member) throw new Refusal("bad_request", "The body is not a flat JSON object.");
    try {
      const parsed: unknown = JSON.parse(value);
      collector.add(String(JSON.parse(name)), parsed === null ? "" : typeof parsed === "string" ? parsed : value);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      throw new Refusal("bad_request", "The body is not a JSON object.", { cause: error });
    }
    if (end !== ",") return collector.found;
  }
}

/** The media type of a `Content-Type` header, lower case, without parameters. */
export const mediaType = (header: string | undefined): string =>
  (header ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
