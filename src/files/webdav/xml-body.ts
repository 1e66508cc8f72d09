/** A request's XML body: at most one MiB, read whole before anything of it is believed. */
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { DavRefusal } from "./refused.ts";
import { readXml, type XmlElement } from "./xml.ts";

const LIMIT = 1_048_576;

/** @returns `null` where there is none. @throws DavRefusal 400, 413, 415 */
export async function readXmlBody(http: EndpointRequest): Promise<XmlElement | null> {
  const tooLarge = (): DavRefusal =>
    new DavRefusal(413, "The request is too large.", { headers: { connection: "close" } });
  if (Number(http.headers["content-length"] ?? 0) > LIMIT) throw tooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of http.stream() as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LIMIT) throw tooLarge();
    parts.push(part);
  }
  return size === 0 ? null : readXml(Buffer.concat(parts));
}
