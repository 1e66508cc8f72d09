/** `dist` is built from `src` as a whole or not at all, and again when `src` has changed (scripts/build.mjs). */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { build, isBuilt } from "../../scripts/build.mjs";
import { Failure } from "../../scripts/run.mjs";

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};
const make = () => build(root, process.execPath);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "alldoor-build-"));
  symlinkSync(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(root, "node_modules"));
  write("package-lock.json", "{}");
  write("package.json", `{ "type": "module" }`);
  const compilerOptions = {
    target: "es2024",
    module: "nodenext",
    strict: true,
    types: [],
    rootDir: "src",
    outDir: "dist",
  };
  write("tsconfig.json", JSON.stringify({ compilerOptions, include: ["src"], exclude: ["src/browser"] }));
  write("src/room/a.ts", "export const a: number = 1;\n");
  write("src/room/style.css", "p {}\n");
  write("src/room/note.md", "not for users\n");
  write("docs/guide.md", "# For users\n");
  write("docs/notes.txt", "not shown\n");
  const browser = {
    target: "es2024",
    module: "nodenext",
    lib: ["es2024", "dom"],
    skipLibCheck: true,
    types: [],
    rootDir: ".",
  };
  write("src/browser/tsconfig.json", JSON.stringify({ compilerOptions: browser, include: ["."] }));
  write("src/browser/copy.ts", "document.title = location.href;\nexport {};\n");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("it holds what is compiled for server and browser, the style sheets and the documents", async () => {
  expect(isBuilt(root)).toBe(false);
  await make();
  expect(isBuilt(root)).toBe(true);
  expect(readFileSync(join(root, "dist/room/a.js"), "utf8")).toContain("export const a = 1");
  expect(readFileSync(join(root, "dist/browser/copy.js"), "utf8")).toContain("document.title");
  expect(readFileSync(join(root, "dist/room/style.css"), "utf8")).toBe("p {}\n");
  expect(readFileSync(join(root, "dist/docs/guide.md"), "utf8")).toBe("# For users\n");
  for (const path of ["dist/docs/notes.txt", "dist/room/note.md", "dist/browser/tsconfig.json", "dist.next"]) {
    expect(existsSync(join(root, path)), path).toBe(false);
  }
});

test("a change makes it stale, an error leaves the last good build, and what is gone from src goes", async () => {
  write("src/room/b.ts", "export const b = 2;\n");
  await make();
  write("docs/guide.md", "# For every user\n");
  expect(isBuilt(root)).toBe(false);
  await make();
  write("src/room/style.css", "p { color: red }\n");
  expect(isBuilt(root)).toBe(false);

  write("src/room/a.ts", `export const a: number = "one";\n`);
  const failure = await make().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  expect(String(failure)).toMatch(/src\/room\/a\.ts.*TS2322/);
  expect(readFileSync(join(root, "dist/room/a.js"), "utf8")).toContain("export const a = 1");
  expect(isBuilt(root)).toBe(false);

  write("src/room/a.ts", "export const a = 3;\n");
  rmSync(join(root, "src/room/b.ts"));
  await make();
  expect(isBuilt(root)).toBe(true);
  expect(readFileSync(join(root, "dist/room/a.js"), "utf8")).toContain("export const a = 3");
  expect(existsSync(join(root, "dist/room/b.js"))).toBe(false);
  rmSync(join(root, "src/room/note.md"));
  expect(isBuilt(root)).toBe(false);
});
