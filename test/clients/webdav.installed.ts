/**
 * WebDAV against programs as a system has them: litmus (the suite for RFC 4918's servers), rclone and cadaver. Not part of
 * `npm test`, which takes nothing but npm; `npm run litmus` fails with a sentence where one is not installed.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startFiles, type TestFiles } from "../files/served-files.ts";
import { startHub, type TestHub } from "../ground/hub.ts";

let hub: TestHub;
let files: TestFiles;
let folder: string;
let username: string;
let password: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "alldoor-dav-"));
  hub = await startHub();
  files = await startFiles(hub);
  const user = await files.makeUser({ permission: 768 });
  const json = { name: "installed programs", access: "write" };
  const { data } = await files.api("/api/me/app_passwords/create", { token: await files.token(user), json });
  ({ username, password } = data as { username: string; password: string });
});
afterAll(async () => {
  await files.close();
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end; rejects where the system does not have it. */
function run(program: string, args: readonly string[], input = ""): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: { ...process.env, HOME: folder }, maxBuffer: 16 * 1024 * 1024 };
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      if (error?.code === "ENOENT") reject(new Error(`${program} is not installed here: apt-get install ${program}`));
      else resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr });
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

test("litmus passes all of its suites", async () => {
  const { code, output } = await run("litmus", ["-k", `${files.url}/dav/`, username, password]);
  const summaries = [...output.matchAll(/summary for `(\w+)': of \d+ tests run: \d+ passed, (\d+) failed/g)];
  expect(summaries.map(([, suite, failed]) => [suite, failed])).toEqual(
    ["basic", "copymove", "props", "locks", "http"].map((suite) => [suite, "0"]),
  );
  expect(output).not.toContain("WARNING");
  expect(code).toBe(0);
});

test("rclone syncs there and back: names, bytes and times", async () => {
  const source = join(folder, "source");
  mkdirSync(join(source, "sub"), { recursive: true });
  writeFileSync(join(source, "a.bin"), Buffer.alloc(3_000_000, "abc"));
  writeFileSync(join(source, "sub", "名 & #1 100%.txt"), "text");
  utimesSync(join(source, "a.bin"), 1_500_000_000, 1_500_000_000);
  const obscured = (await run("rclone", ["obscure", "-"], password)).output.trim();
  const config = join(folder, "rclone.conf");
  const lines = ["[d]", "type = webdav", `url = ${files.url}/dav`, "vendor = owncloud", `user = ${username}`];
  writeFileSync(config, [...lines, `pass = ${obscured}`, ""].join("\n"));
  const rclone = (...args: string[]): Promise<Ended> => run("rclone", ["--config", config, ...args]);
  expect(await rclone("sync", source, "d:synced")).toMatchObject({ code: 0 });
  expect((await rclone("check", "--download", source, "d:synced")).output).toContain("0 differences found");
  expect(await rclone("moveto", "d:synced/sub", "d:synced/moved")).toMatchObject({ code: 0 });
  const back = join(folder, "back");
  expect(await rclone("copy", "d:synced", back)).toMatchObject({ code: 0 });
  expect(readFileSync(join(back, "moved", "名 & #1 100%.txt"), "utf8")).toBe("text");
  expect(statSync(join(back, "a.bin")).mtimeMs).toBe(1_500_000_000_000);
  expect((await rclone("purge", "d:synced")).code).toBe(0);
});

test("cadaver puts, locks, lists and deletes", async () => {
  const { hostname } = new URL(files.url);
  const netrc = `machine ${hostname}\nlogin ${username}\npassword ${password}\n`;
  writeFileSync(join(folder, ".netrc"), netrc, { mode: 0o600 });
  writeFileSync(join(folder, "note.txt"), "from cadaver");
  const commands = ["mkcol shelf", "cd shelf", "put note.txt", "lock note.txt", "discover note.txt", "unlock note.txt"];
  const more = [
    "copy note.txt twin.txt",
    "ls",
    "delete note.txt",
    "delete twin.txt",
    "cd ..",
    "rmcol shelf",
    "quit",
    "",
  ];
  const { output } = await run("cadaver", [`${files.url}/dav/`], [...commands, ...more].join("\n"));
  expect(output).toContain("twin.txt");
  expect(output).toContain("Deleting `twin.txt': succeeded");
  expect(output).toContain("Deleting collection `shelf': succeeded");
  expect(output).not.toMatch(/failed|Could not/);
});
