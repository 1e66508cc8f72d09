/** A file's media type by its name's extension: for `Content-Type` and WebDAV's `getcontenttype`. Nothing looks into files. */
import { getMimeType } from "hono/utils/mime";

export const mediaType = (name: string): string => getMimeType(name.toLowerCase()) ?? "application/octet-stream";
