/** A disk that is full: 507 by WebDAV, AList's 500 for whatever a storage says by its API, the old file as it was, and nothing left beside it. */
import { open, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { permissions } from "../../src/files/users/permissions.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic } from "./dav-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

let hub: TestHub;
let files: TestFiles;
let user: Awaited<ReturnType<TestFiles["makeUser"]>>;
let folder: string;
beforeAll(async () => {
  hub = await startHub();
  files = await startFiles(hub);
  user = await files.makeUser({
    permission: permissions.webdavRead + permissions.webdavManage + permissions.makeOrUpload + permissions.remove,
  });
  folder = join(files.dataDirectory, "files");
  await writeFile(join(folder, "old.txt"), "the old file");
});
afterAll(async () => {
  await files.close();
  await hub.close();
});
afterEach(() => void vi.restoreAllMocks());

/** From here on the system has room for so many bytes, and then says ENOSPC, in the middle of a file or at its sync. */
async function fill(step: "writev" | "sync"): Promise<void> {
  const handle = await open(join(folder, "old.txt"));
  const prototype: Record<"writev" | "sync", () => Promise<never>> = Object.getPrototypeOf(handle);
  await handle.close();
  vi.spyOn(prototype, step).mockRejectedValue(
    Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" }),
  );
}

const upload = {
  WebDAV: async () => {
    const answer = await fetch(`${files.url}/dav/old.txt`, {
      method: "PUT",
      body: "the new file",
      headers: { authorization: basic(user.username, user.password) },
    });
    return answer.status;
  },
  "the API": async () => {
    const answer = await files.api("/api/fs/put", {
      method: "PUT",
      token: await files.token(user),
      body: "the new file",
      headers: { "file-path": encodeURIComponent("/old.txt") },
    });
    return answer.code;
  },
};

test.each(
  (["WebDAV", "the API"] as const).flatMap((way) => (["writev", "sync"] as const).map((step) => [way, step] as const)),
)("an upload by %s, where %s finds no room", async (way, step) => {
  await fill(step);
  expect(await upload[way]()).toBe(way === "WebDAV" ? 507 : 500);
  vi.restoreAllMocks();
  expect(await readFile(join(folder, "old.txt"), "utf8")).toBe("the old file");
  expect((await readdir(folder)).filter((name) => name !== "old.txt")).toEqual([]);
});

test("with room again the same upload is taken", async () => {
  expect(await upload.WebDAV()).toBe(204);
  expect(await readFile(join(folder, "old.txt"), "utf8")).toBe("the new file");
});
