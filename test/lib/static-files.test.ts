/** Files in memory: compressed for whoever takes it (RFC 9110, 12.5.3), and the same bytes for everybody. */
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { staticFiles } from "../../src/lib/static-files.ts";

const style = { path: "/assets/style.css", type: "text/css", body: "a { color: red }\n".repeat(200) };
const tiny = { path: "/assets/tiny.js", type: "text/javascript", body: "1" };
const find = staticFiles([style, tiny], "public, immutable");
const ask = (accepted: string | undefined, path = style.path, method = "GET") =>
  find({ method, path, headers: accepted === undefined ? {} : { "accept-encoding": accepted } });

test.each(["gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8", "x-gzip", "*", "GZIP ; q=0.001"])(
  "%s: compressed, and every cache is told what it depends on",
  (accepted) => {
    const answer = ask(accepted);
    expect(answer?.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    expect(gunzipSync(answer?.body as Buffer).toString()).toBe(style.body);
  },
);

test.each([undefined, "", "identity", "br", "gzip;q=0", "gzip;q=0.000, br", "gzipped"])("%s: as it is", (accepted) => {
  const answer = ask(accepted);
  expect(answer?.headers).toEqual({
    "content-type": "text/css",
    "cache-control": "public, immutable",
    vary: "accept-encoding",
  });
  expect(answer?.body).toBe(style.body);
});

test("what would only grow stays as it is, and nothing else is found", () => {
  expect(ask("gzip", tiny.path)).toMatchObject({ status: 200, body: "1" });
  expect(ask("gzip", tiny.path)?.headers).not.toHaveProperty("content-encoding");
  expect(ask("gzip", style.path, "HEAD")?.status).toBe(200);
  expect(ask("gzip", style.path, "POST")).toBeUndefined();
  expect(ask("gzip", "/assets/other.css")).toBeUndefined();
});
