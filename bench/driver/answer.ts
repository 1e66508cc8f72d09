/**
 * One HTTP/1.1 answer (RFC 9112) as the driver reads it: status, head and body. Only what the measured servers send is
 * understood: a body with `content-length`, a chunked one, or none; anything else is an error, never a guess, for a
 * misread answer would be counted as a fast one.
 */

export interface Answer {
  readonly status: number;
  /** Status line and header fields as they came, without the empty line. */
  readonly head: string;
  readonly body: string;
}

/** An answer and the number of bytes that it took; `undefined` while it is not whole yet. */
export type Reading = { readonly answer: Answer; readonly length: number } | undefined;

const LENGTH = /\r\ncontent-length: *(\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: *chunked/i;

/** Reads the answer that `bytes` begin with. @throws Error when it has no form that this driver knows */
export function readAnswer(bytes: Buffer): Reading {
  const end = bytes.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const head = bytes.toString("latin1", 0, end);
  const status = Number(head.slice(9, 12));
  const start = end + 4;
  const declared = LENGTH.exec(head);
  if (declared) {
    const length = start + Number(declared[1]);
    if (bytes.length < length) return undefined;
    return { answer: { status, head, body: bytes.toString("utf8", start, length) }, length };
  }
  if (CHUNKED.test(head)) return readChunks(bytes, start, { status, head });
  if (status === 204 || status === 304) return { answer: { status, head, body: "" }, length: start };
  throw new Error(`an answer with neither length nor chunks:\n${head}`);
}

function readChunks(bytes: Buffer, start: number, { status, head }: Omit<Answer, "body">): Reading {
  let at = start;
  let body = "";
  for (;;) {
    const line = bytes.indexOf("\r\n", at);
    if (line === -1) return undefined;
    const size = Number.parseInt(bytes.toString("latin1", at, line), 16);
    if (!Number.isInteger(size)) throw new Error("a chunk without a size");
    const next = line + 2 + size + 2;
    if (bytes.length < next) return undefined;
    if (size === 0) return { answer: { status, head, body }, length: next };
    body += bytes.toString("utf8", line + 2, line + 2 + size);
    at = next;
  }
}

/** All values of a header field, in their order. */
export function headers(answer: Answer, name: string): string[] {
  const prefix = `${name.toLowerCase()}:`;
  return answer.head
    .split("\r\n")
    .filter((line) => line.toLowerCase().startsWith(prefix))
    .map((line) => line.slice(prefix.length).trim());
}

/** The value of `Location`; it is looked up once a flow, so it costs no split. @throws Error when there is none */
export function location(answer: Answer): string {
  const found = /\r\nlocation: *([^\r]*)/i.exec(answer.head)?.[1];
  if (found === undefined) throw new Error(`an answer without Location: ${summary(answer)}`);
  return found;
}

/** For error messages: the status and the beginning of the body. */
export const summary = ({ status, body }: Answer): string => `${status} ${body.slice(0, 300)}`;
