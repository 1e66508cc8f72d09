/** The `webdav` package of npm, unmodified, with an app password: what a program does that mounts a folder. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient, type FileStat, type WebDAVClient } from "webdav";
import { propfindBody } from "../files/dav-client.ts";
import { startFiles, type TestFiles } from "../files/served-files.ts";
import { startHub, type TestHub } from "../ground/hub.ts";

let hub: TestHub;
let files: TestFiles;
let client: WebDAVClient;

beforeAll(async () => {
  hub = await startHub();
  files = await startFiles(hub);
  const user = await files.makeUser({ permission: 768 });
  const token = await files.token(user);
  const json = { name: "client", access: "write" };
  const { data } = await files.api("/api/me/app_passwords/create", { token, json });
  const { username, password } = data as { username: string; password: string };
  client = createClient(`${files.url}/dav`, { username, password });
});
afterAll(async () => {
  await files.close();
  await hub.close();
});

const statsOf = async (path: string): Promise<FileStat[]> =>
  (await client.getDirectoryContents(path, { details: false })) as FileStat[];

test("folders and files are made, listed, read, moved, copied and deleted", async () => {
  await client.createDirectory("/Über & über", { recursive: true });
  expect(await client.putFileContents("/Über & über/a b #1.txt", "hello", { overwrite: false })).toBe(true);
  expect(await client.putFileContents("/Über & über/a b #1.txt", "again", { overwrite: false })).toBe(false);
  expect(await statsOf("/Über & über")).toMatchObject(
    [{ filename: "/Über & über/a b #1.txt", basename: "a b #1.txt", size: 5, type: "file", mime: /^text\/plain/ }].map(
      ({ mime, ...stat }) => ({ ...stat, mime: expect.stringMatching(mime) }),
    ),
  );
  await client.copyFile("/Über & über/a b #1.txt", "/Über & über/copy.txt");
  await client.moveFile("/Über & über", "/moved");
  expect((await statsOf("/moved")).map(({ basename }) => basename).sort()).toEqual(["a b #1.txt", "copy.txt"]);
  expect(await client.getFileContents("/moved/copy.txt", { format: "text" })).toBe("hello");
  await client.deleteFile("/moved");
  expect(await client.exists("/moved")).toBe(false);
});

test("a part is streamed, a quota is told", async () => {
  await client.putFileContents("/part.txt", "0123456789");
  const parts: Buffer[] = [];
  const stream = client.createReadStream("/part.txt", { range: { start: 2, end: 4 } });
  stream.on("data", (part: Buffer) => parts.push(part));
  await new Promise<void>((resolve) => void stream.on("end", () => resolve()));
  expect(Buffer.concat(parts).toString()).toBe("234");
  const quota = await client.getQuota({ data: propfindBody("quota-available-bytes", "quota-used-bytes") });
  expect(quota).toMatchObject({ used: expect.any(Number), available: expect.any(Number) });
});

test("a file is locked, written by its token, and unlocked", async () => {
  await client.putFileContents("/locked.txt", "one");
  const { token } = await client.lock("/locked.txt", { timeout: "Second-60" });
  await expect(client.putFileContents("/locked.txt", "two")).rejects.toMatchObject({ status: 423 });
  await client.putFileContents("/locked.txt", "two", { headers: { If: `(<${token.replace(/^<|>$/g, "")}>)` } });
  await client.unlock("/locked.txt", token);
  expect(await client.putFileContents("/locked.txt", "three")).toBe(true);
});

test("whoever has the wrong password is refused", async () => {
  const stranger = createClient(`${files.url}/dav`, { username: "reader", password: "wrong" });
  await expect(stranger.getDirectoryContents("/")).rejects.toMatchObject({ status: 401 });
});
