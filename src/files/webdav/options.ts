/**
 * OPTIONS (RFC 4918, 10.1 and 18): what is spoken here. It is answered without signing in, because clients ask before they
 * know that they have to, and it tells nothing of any file.
 */
import type { Answer } from "../../lib/endpoint.ts";

export const FOLDER_METHODS = "OPTIONS, LOCK, DELETE, PROPPATCH, COPY, MOVE, UNLOCK, PROPFIND";

export const EVERY_METHOD = "OPTIONS, GET, HEAD, PUT, DELETE, MKCOL, COPY, MOVE, PROPFIND, PROPPATCH, LOCK, UNLOCK";

export const options = (): Answer => ({
  status: 200,
  headers: { allow: EVERY_METHOD, dav: "1, 2", "ms-author-via": "DAV" },
});
