/**
 * One call to a provider and what came back. The answer is read up to a size, as UTF-8 or not at all, and parsed by what
 * it is rather than by what its content type says: providers send JSON as text/plain and HTML as application/json.
 *
 * What a failed answer says goes into the log's half of the error only, shortened, and with every secret of the request
 * struck out, since providers like to quote what they were sent.
 */
import { isJsonObject, parseJson } from "../json.ts";
import { readPath } from "../path.ts";
import type { Json, Quirks } from "../provider.ts";
import { ProviderError } from "../provider-error.ts";
import type { ProviderFetch } from "./engine.ts";

/** Bytes of an answer's body. */
const MAX_BODY = 1_048_576;
/** Milliseconds; only a backstop for a `fetch` that has no limits of its own. */
const CALL_TIMEOUT = 15_000;

export interface Answer {
  readonly status: number;
  /** The content type without its parameters, in lower case. */
  readonly mediaType: string;
  readonly text: string;
  readonly headers: Headers;
}

async function readBody(response: Response): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength;
    if (size > MAX_BODY) {
      // Ends the download. Nobody waits for the other side to agree.
      reader.cancel().catch(() => undefined);
      throw new ProviderError("bad_answer", "the answer is larger than 1 MiB");
    }
    chunks.push(next.value);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

/**
 * One request. Redirects are never followed: the answer to a credential comes from where the credential was sent.
 * @throws ProviderError `unreachable` where no whole answer came, `bad_answer` where it is too large or not UTF-8.
 */
export async function call(fetch: ProviderFetch, url: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  let body: Uint8Array;
  try {
    response = await fetch(url, { ...init, redirect: "error", signal: AbortSignal.timeout(CALL_TIMEOUT) });
    body = await readBody(response);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    throw new ProviderError("unreachable", "no answer", error);
  }
  const mediaType = (response.headers.get("content-type") ?? "").split(";", 1)[0] ?? "";
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    const { status, headers } = response;
    return { status, mediaType: mediaType.trim().toLowerCase(), text, headers };
  } catch (error) {
    throw new ProviderError("bad_answer", `status ${response.status}: the answer is not UTF-8`, error);
  }
}

/** Whether the status says that the call was done. */
export const succeeded = ({ status }: Answer): boolean => status === 200 || status === 201;

/** The answer as JSON; `undefined` where it is something else. */
export function jsonOf({ text }: Answer): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/**
 * The answer as JSON.
 * @throws ProviderError `bad_answer` where it is something else.
 */
export function requireJson({ text, status, mediaType }: Answer): Json {
  try {
    return parseJson(text);
  } catch (error) {
    throw new ProviderError("bad_answer", `status ${status}, ${mediaType || "no content type"}: not JSON`, error);
  }
}

/** A failure that an answer tells with HTTP 200 (`quirks.errorField`), for the log; `undefined` where all is well. */
export function toldFailure(body: Json | undefined, field: Quirks["errorField"]): string | undefined {
  if (field === undefined) return undefined;
  const value = readPath(body, field.path);
  if (value === undefined || field.ok.some((ok) => ok === value)) return undefined;
  const message = field.message === undefined ? undefined : readPath(body, field.message);
  return `${field.path}=${shown(value)} ${shown(message)}`;
}

const shown = (value: Json | undefined): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : typeof value;

/** What a failed answer says of itself, for the log. */
export function describeFailure(answer: Answer, secrets: readonly (string | undefined)[]): string {
  const body = jsonOf(answer);
  const said = isJsonObject(body)
    ? ["error", "error_description", "code", "message"]
        .filter((name) => Object.hasOwn(body, name))
        .map((name) => `${name}=${shown(body[name])}`)
    : [];
  return [`status ${answer.status}`, ...said.map((text) => withoutSecrets(text, secrets))].join(", ");
}

/** Text from a provider, fit for a log: secrets struck out, printable characters only, at most 200 of them. */
export function withoutSecrets(text: string, secrets: readonly (string | undefined)[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret) clean = clean.replaceAll(secret, "***").replaceAll(encodeURIComponent(secret.toWellFormed()), "***");
  }
  return clean.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, " ").slice(0, 200);
}
