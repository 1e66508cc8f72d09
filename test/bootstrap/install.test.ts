/** What counts as installed (scripts/install.mjs): exactly what the lock file says, for exactly this system. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { install, isInstalled, libcFamily, packagesOfThisPlatform } from "../../scripts/install.mjs";
import { Failure } from "../../scripts/run.mjs";

let folder: string;
const lock = (packages: Record<string, object>) =>
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alldoor-install-"));
  writeFileSync(join(folder, "package.json"), `{ "private": true }`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a package belongs to this system when system, processor and C library all say so", () => {
  const { platform, arch } = process;
  const libc = libcFamily();
  lock({
    "": {},
    "node_modules/everywhere": { version: "1.0.0" },
    "node_modules/here": { version: "1.0.0", os: [platform], cpu: [arch] },
    "node_modules/here-in-words": { version: "1.0.0", os: platform, cpu: arch },
    "node_modules/here-by-libc": { version: "1.0.0", os: [platform], cpu: [arch], libc: [libc ?? "none"] },
    "node_modules/other-libc": {
      version: "1.0.0",
      os: [platform],
      cpu: [arch],
      libc: [libc === "musl" ? "glibc" : "musl"],
    },
    "node_modules/other-system": { version: "1.0.0", os: ["plan9"], cpu: [arch] },
    "node_modules/other-processor": { version: "1.0.0", os: [platform], cpu: ["pdp11"] },
  });
  const byLibc = libc === undefined ? [] : ["node_modules/here-by-libc"];
  expect(Object.keys(packagesOfThisPlatform(folder))).toEqual([
    "node_modules/here",
    "node_modules/here-in-words",
    ...byLibc,
  ]);
});

test("an installation without a stamp, or for another lock file, is none", async () => {
  lock({ "": {} });
  mkdirSync(join(folder, "node_modules"));
  expect(isInstalled(folder)).toBe(false);
  await install(folder);
  expect(isInstalled(folder)).toBe(true);
  lock({ "": {}, "node_modules/more": { version: "1.0.0" } });
  expect(isInstalled(folder)).toBe(false);
});

test("npm's own words are told when it fails", async () => {
  lock({ "": { dependencies: { absent: "1.0.0" } } });
  writeFileSync(join(folder, "package.json"), `{ "private": true, "dependencies": { "absent": "file:./absent" } }`);
  const failure = await install(folder).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(String(failure)).toMatch(/npm ci failed/);
  expect(isInstalled(folder)).toBe(false);
});
