/** Uploads as they come: asked for before they are sent, in chunks of no known length, broken off, or large. */
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, type Dav, davClient } from "./dav-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

let hub: TestHub;
let files: TestFiles;
let authorization: string;
let dav: Dav;
let path: string;

beforeAll(async () => {
  hub = await startHub();
  files = await startFiles(hub);
  const { username, password } = await files.makeUser({ permission: 768 });
  authorization = basic(username, password);
  dav = davClient(files, authorization);
});
afterAll(async () => {
  await files.close();
  await hub.close();
});
beforeEach(() => {
  path = `/dav/${randomBytes(6).toString("hex")}.bin`;
});

const head = (headers: Record<string, string>, credentials = authorization): string =>
  [`PUT ${path} HTTP/1.1`, "Host: localhost", `Authorization: ${credentials}`]
    .concat(Object.entries(headers).map(([name, value]) => `${name}: ${value}`))
    .join("\r\n")
    .concat("\r\n\r\n");

/** A connection on which everything is said by hand; `until` waits for a text in what has come. */
function talk() {
  const socket = connect(Number(new URL(files.url).port), "127.0.0.1");
  let come = "";
  let wake = (): void => {};
  const closed = new Promise<void>((resolve) => void socket.on("close", () => resolve()));
  socket.on("error", () => {});
  socket.on("data", (part) => {
    come += part.toString("latin1");
    wake();
  });
  const until = async (text: string): Promise<string> => {
    while (!come.includes(text))
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return come;
  };
  return { socket, until, closed, said: () => come };
}

test("who may send is told to go on, and then has sent", async () => {
  const { socket, until } = talk();
  socket.write(head({ Expect: "100-continue", "Content-Length": "5" }));
  expect(await until("\r\n\r\n")).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
  socket.write("hello");
  expect(await until("201 Created")).toContain("HTTP/1.1 201 Created");
  socket.destroy();
  expect((await dav("GET", path)).text).toBe("hello");
});

test("who may not is told so before a byte is sent, and the connection ends", async () => {
  const { socket, closed, said } = talk();
  socket.write(head({ Expect: "100-continue", "Content-Length": "1000000000" }, basic("nobody", "nothing")));
  await closed;
  expect(said()).toMatch(/^HTTP\/1\.1 401 /);
  expect(said()).toMatch(/\r\nconnection: close\r\n/i);
  expect(said()).not.toContain("100 Continue");
});

test("a body in chunks has the length that it has", async () => {
  const { socket, until } = talk();
  socket.write(head({ "Transfer-Encoding": "chunked" }));
  socket.write("5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n");
  await until("201 Created");
  socket.destroy();
  expect((await dav("GET", path)).text).toBe("hello, world");
});

test("an upload that breaks off changes nothing and leaves nothing", async () => {
  await dav("PUT", path, { body: "old" });
  const { socket, closed } = talk();
  socket.write(head({ "Content-Length": "1000" }));
  socket.write("new, but not all of it", () => socket.destroy());
  await closed;
  await expect
    .poll(() => readdirSync(join(files.dataDirectory, "files"), { recursive: true }).map(String))
    .toContain(path.slice("/dav/".length));
  const folder = join(files.dataDirectory, "files");
  await expect.poll(() => readdirSync(folder).filter((name) => !name.endsWith(".bin"))).toEqual([]);
  expect((await dav("GET", path)).text).toBe("old");
});

test("a large file comes out as it went in", async () => {
  const body = randomBytes(24 * 1024 * 1024);
  expect((await dav("PUT", path, { body })).status).toBe(201);
  const answer = await fetch(`${files.url}${path}`, { headers: { authorization } });
  expect(answer.headers.get("content-length")).toBe(String(body.length));
  expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
});
