/** A file's media type by its name's extension: for `Content-Type` and WebDAV's `getcontenttype`. Nothing looks into files. */
import { getMimeType } from "hono/utils/mime";

export const mediaType = (name: string): string => getMimeType(name.toLowerCase()) ?? "application/octet-stream";

/** As bytes are sent. Our pages' policy lets scripts of our own origin run, so nothing that somebody has put here is sent as one. */
export const sentType = (name: string): string => {
  const type = mediaType(name);
  return /(?:java|ecma)script/i.test(type) ? "text/plain; charset=utf-8" : type;
};
