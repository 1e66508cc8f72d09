/** A site of a test's own on a port of its own: an application as its developers would serve it. */
import { createServer } from "node:http";

export interface Site {
  readonly url: string;
  close(): Promise<void>;
}

/** @param pages Bodies by path; `.js` is served as a script, everything else as HTML. Unknown paths get the page of `/`. */
export function serveSite(pages: Readonly<Record<string, string>>): Promise<Site> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://site").pathname;
    response.setHeader("content-type", path.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8");
    response.end(pages[path] ?? pages["/"] ?? "");
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address && typeof address === "object" ? address.port : 0;
      resolve({
        url: `http://localhost:${port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
