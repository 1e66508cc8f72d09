/** The bundle does what the modules do that it is made of, and finds the files beside them (scripts/bundle.mjs). */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bundle } from "../../scripts/bundle.mjs";

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
};
const run = (...args: string[]) =>
  execFileSync(process.execPath, [join(root, "bin", "alldoor.mjs"), ...args], { encoding: "utf8" });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "alldoor-bundle-"));
  const checkout = fileURLToPath(new URL("../../", import.meta.url));
  symlinkSync(join(checkout, "node_modules"), join(root, "node_modules"));
  mkdirSync(join(root, "bin"));
  writeFileSync(join(root, "bin", "alldoor.mjs"), readFileSync(join(checkout, "bin", "alldoor.mjs")));
  write("package.json", `{ "type": "module" }`);
  write(
    "dist/cli.js",
    `import { marked } from "marked";
     import { shared } from "./lib/shared.js";
     const commands = { say: () => import("./cli/say.js") };
     void commands[process.argv[2]]().then(({ say }) => say(shared, typeof marked));`,
  );
  write(
    "dist/cli/say.js",
    `import { readFileSync } from "node:fs";
     import { shared } from "../lib/shared.js";
     export const say = (other, marked) => console.log(
       readFileSync(new URL("./words.txt", import.meta.url), "utf8"), shared === other, marked);`,
  );
  write("dist/cli/words.txt", "from beside the module");
  write("dist/lib/shared.js", "export const shared = {};");
  write("dist/hub/serve.js", `import { sql } from "kysely"; export const serveHub = () => sql;`);
  write("dist/lib/configuration.js", "export const readConfiguration = () => ({});");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test("the program runs from it: one copy of each module, what lies beside them where it lay, the rest loaded later", async () => {
  const modules = run("say");
  await bundle(root);
  // Were one of them still read, it would be missed.
  rmSync(join(root, "dist", "cli.js"));
  rmSync(join(root, "dist", "cli", "say.js"));
  rmSync(join(root, "dist", "lib"), { recursive: true });
  expect(run("say")).toBe(modules);
  expect(modules).toBe("from beside the module true function\n");
});

test("packages of many modules are copied with their licence; the others are loaded from where they are installed", async () => {
  await bundle(root);
  const files = readdirSync(join(root, "dist", "bundled"));
  const text = files.map((name) => readFileSync(join(root, "dist", "bundled", name), "utf8")).join("\n");
  expect(text).not.toMatch(/^import [^;]*["']kysely["']/m);
  const licences = readFileSync(join(root, "dist", "bundled", "LICENSES.txt"), "utf8");
  expect(licences).toContain(readFileSync(join(root, "node_modules", "kysely", "LICENSE"), "utf8").trim());
  expect(licences).not.toContain("zod");
  expect(readFileSync(join(root, "dist", "alldoor.js"), "utf8")).toMatch(/from ?["']marked["']/);
});

test("a place that would be another in a bundle is refused, and nothing is left behind", async () => {
  write("dist/lib/shared.js", "export const shared = import.meta.dirname;");
  await expect(bundle(root)).rejects.toThrow("import.meta.dirname");
  expect(existsSync(join(root, "dist", "alldoor.js"))).toBe(false);
  expect(existsSync(join(root, "dist", "bundled"))).toBe(false);
});
