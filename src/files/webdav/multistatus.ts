/**
 * 207 Multi-Status (RFC 4918, 13), written as it is made: a folder of a hundred thousand files is never one text. A property's
 * element stands by itself, with its own namespace.
 */
import { Readable } from "node:stream";
import type { Answer } from "../../lib/endpoint.ts";
import type { PropertyName } from "./dead-properties.ts";
import { DAV, writeXml } from "./xml.ts";
import { escapeText } from "./xml-text.ts";

/** Elements that share a status. */
export interface PropertyStatus {
  readonly status: number;
  /** Elements as XML, in which the prefix `D` is `DAV:`. */
  readonly elements: readonly string[];
  readonly condition?: "cannot-modify-protected-property";
}

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  403: "Forbidden",
  404: "Not Found",
  424: "Failed Dependency",
  507: "Insufficient Storage",
};

const statusLine = (status: number): string => `HTTP/1.1 ${status} ${REASONS[status] ?? "Error"}`;

export const emptyElement = ({ namespace, name }: PropertyName): string =>
  namespace === DAV ? `<D:${name}/>` : writeXml({ namespace, name, attributes: [], content: [] });

export function responseElement(href: string, statuses: readonly PropertyStatus[]): string {
  const parts = statuses.map(({ status, elements, condition }) => {
    const error = condition ? `<D:error><D:${condition}/></D:error>` : "";
    const prop = elements.length > 0 ? `<D:prop>${elements.join("")}</D:prop>` : "<D:prop/>";
    return `<D:propstat>${prop}<D:status>${statusLine(status)}</D:status>${error}</D:propstat>`;
  });
  return `<D:response><D:href>${escapeText(href)}</D:href>${parts.join("")}</D:response>\n`;
}

export function multistatus(responses: Iterable<string> | AsyncIterable<string>): Answer {
  return {
    status: 207,
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "no-store" },
    body: Readable.from(whole(responses), { objectMode: false, highWaterMark: 65_536 }),
  };
}

/** Joined into pieces worth sending: one write for each file would cost more than the text. */
async function* whole(responses: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus xmlns:D="DAV:">\n';
  for await (const response of responses) {
    piece += response;
    if (piece.length > 32_768) {
      yield piece;
      piece = "";
    }
  }
  yield `${piece}</D:multistatus>\n`;
}
