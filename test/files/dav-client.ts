/**
 * WebDAV as a program speaks it, over real sockets: `fetch` for what it can say, raw HTTP for what it can't. Answers come as
 * status, headers and text; nothing is interpreted.
 */
import { request } from "node:http";
import type { TestFiles } from "./served-files.ts";

export interface DavAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface DavOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export type Dav = (method: string, path: string, options?: DavOptions) => Promise<DavAnswer>;

export const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;

/** @param authorization Left out: nobody signs in. */
export function davClient({ url }: Pick<TestFiles, "url">, authorization?: string): Dav {
  const { port } = new URL(url);
  return (method, path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const sent = request(
        {
          host: "127.0.0.1",
          port,
          method,
          path,
          headers: {
            host: `localhost:${port}`,
            ...(authorization === undefined ? {} : { authorization }),
            ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
            ...headers,
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on("data", (part: Buffer) => parts.push(part));
          answer.on("error", reject);
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: Buffer.concat(parts).toString(),
            }),
          );
        },
      );
      sent.on("error", reject);
      sent.end(body);
    });
}

/** Every `href` of a multistatus, in order. */
export const hrefsOf = ({ text }: DavAnswer): string[] =>
  [...text.matchAll(/<D:href>([^<]*)<\/D:href>/g)].map(([, href = ""]) => href);

export const lockBody = (scope: "exclusive" | "shared" = "exclusive"): string =>
  `<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:${scope}/></D:lockscope>` +
  "<D:locktype><D:write/></D:locktype><D:owner><D:href>mailto:someone@example.com</D:href></D:owner></D:lockinfo>";

export const propfindBody = (...names: string[]): string =>
  `<D:propfind xmlns:D="DAV:"><D:prop>${names.map((name) => `<D:${name}/>`).join("")}</D:prop></D:propfind>`;
