/** The package as the registry would have it: it runs without the checkout's scripts, and holds what it needs and no more. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

test("its command hands its arguments to the command line", () => {
  const home = mkdtempSync(join(tmpdir(), "alldoor-published-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  cpSync(join(root, "bin"), join(home, "bin"), { recursive: true });
  mkdirSync(join(home, "dist"));
  writeFileSync(join(home, "package.json"), `{ "type": "module" }`);
  writeFileSync(join(home, "dist", "cli.js"), "process.stdout.write(JSON.stringify(process.argv.slice(2)));");
  const said = execFileSync(process.execPath, [join(home, "bin", "alldoor.mjs"), "hub", "--port", "1"], {
    encoding: "utf8",
  });
  expect(JSON.parse(said)).toEqual(["hub", "--port", "1"]);
});

test("the lock files name no registry, and pin each package by its digest", () => {
  for (const folder of [".", "runtime", "runtime/lts", "test"]) {
    const { packages } = JSON.parse(readFileSync(join(root, folder, "package-lock.json"), "utf8"));
    const { "": own, ...locked } = packages as Record<string, { resolved?: string; integrity?: string }>;
    expect(own).toBeDefined();
    const loose = Object.entries(locked).filter(
      ([, { resolved, integrity }]) => resolved || !integrity?.startsWith("sha512-"),
    );
    expect(loose).toEqual([]);
  }
});

test("everything that its entry points name is built", () => {
  const { bin, exports: entries, files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const named = [
    ...Object.values<string>(bin),
    entries["./providers"].types,
    entries["./providers"].default,
  ] as string[];
  expect(files).toEqual(expect.arrayContaining(["bin", "dist"]));
  for (const path of [...named, "dist/cli.js"]) expect(readFileSync(join(root, path), "utf8")).not.toBe("");
});
