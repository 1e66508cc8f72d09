/**
 * The walls between the rooms of `src/` (lint/walls.jsonc, lint/*.grit): each forbidden import is refused, and each that
 * a room lives from is allowed. Without this, a pattern that matches nothing any more would look like a clean house.
 */
import { execFile } from "node:child_process";
import { cp, glob, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");

/** The importing file (named only by its folder: `x.ts` in it), and what it imports. */
type Crossing = readonly [folder: string, statement: string];

const imports = (folder: string, ...names: readonly string[]): readonly Crossing[] =>
  names.map((name) => [folder, `import { x } from "${name}";`]);

const refused: readonly Crossing[] = [
  ...imports("src/newcomer", "../lib/x.ts"),
  ...imports("src/hub/api", "../admin/routes.ts", "../admin/people/routes.ts", "../admin/people/user-page.tsx"),
  ...imports("src/hub/api", "../oauth/x.ts", "../account/x.ts", "../../pages/x.ts"),
  ...imports("src/lib", "../db/x.ts", "../providers/x.ts", "../hub/x.ts", "../cli.ts"),
  ...imports("src/db", "../providers/x.ts", "../hub/x.ts", "../pages/x.ts"),
  ...imports("src/db/migrations", "../../hub/x.ts", "../../providers/x.ts"),
  ...imports("src/providers", "../lib/x.ts", "../db/x.ts", "../hub/x.ts", "node:crypto", "node:fs/promises"),
  ...imports("src/providers/catalogue", "../../lib/x.ts", "node:buffer"),
  ...imports("src/providers/catalogue/further", "../../../lib/x.ts", "node:buffer"),
  ...imports("src/providers/engines", "../../lib/x.ts", "../../sandbox/x.ts", "node:net"),
  ...imports("src/sandbox", "../hub/x.ts", "../pages/x.ts", "../db/x.ts", "../files/x.ts"),
  ...imports("src/sandbox/pages", "../../pages/x.ts", "../../hub/x.ts"),
  ...imports("src/sandbox/answers/further", "../../../pages/x.ts", "../../../hub/x.ts"),
  ...imports("src/pages", "../lib/x.ts", "node:fs"),
  ...imports("src/pages/hub", "../../hub/x.ts", "../../lib/x.ts", "../../db/x.ts"),
  ...imports("src/pages/hub/admin", "../../../hub/x.ts", "../../../providers/x.ts", "node:crypto"),
  ...imports("src/pages/hub/admin/people", "../../../../hub/x.ts", "../../../../lib/x.ts", "node:crypto"),
  ...imports("src/browser", "../pages/x.ts", "hono", "node:fs"),
  ...imports(
    "src/hub/users",
    "../oauth/x.ts",
    "../sign-in/x.ts",
    "../account/x.ts",
    "../admin/x.ts",
    "../casdoor/x.ts",
  ),
  ...imports("src/hub/users", "../app.ts", "../web/x.ts", "../../pages/x.ts", "../../files/x.ts", "../../cli.ts"),
  ...imports("src/hub/grants", "hono", "hono/cookie", "@hono/node-server", "node:http"),
  ...imports("src/hub/keys/store", "../../oauth/x.ts", "../../app.ts", "../../../pages/x.ts"),
  ...imports("src/hub/web", "../oauth/x.ts", "../sign-in/x.ts", "../app.ts", "../../files/x.ts"),
  ...imports("src/hub/oauth", "../sign-in/x.ts", "../account/x.ts", "../admin/x.ts", "../casdoor/x.ts", "../app.ts"),
  ...imports("src/hub/oauth/grants", "../../sign-in/x.ts", "../../app.ts", "../../../files/x.ts", "../../../cli/x.ts"),
  ...imports("src/hub/sign-in", "../oauth/x.ts", "../account/x.ts", "../serve.ts", "../../sandbox/x.ts"),
  ...imports("src/hub/account", "../sign-in/x.ts", "../oauth/x.ts"),
  ...imports("src/hub/admin", "../account/x.ts", "../oauth/x.ts"),
  ...imports("src/hub/admin/people", "../../account/x.ts", "../../oauth/x.ts", "../../app.ts", "../../../files/x.ts"),
  ...imports("src/hub/casdoor", "../oauth/x.ts", "../sign-in/x.ts"),
  ...imports("src/hub", "../files/x.ts", "../sandbox/x.ts", "../cli.ts", "../cli/x.ts"),
  ...imports("src/files", "../hub/x.ts", "../sandbox/x.ts", "../cli/x.ts"),
  ...imports("src/files/webdav", "../../hub/x.ts"),
  ...imports("src/cli", "../../test/x.ts"),
  // By another way of saying it.
  ["src/hub/oauth", `export * from "../sign-in/x.ts";`],
  ["src/hub/oauth", `export type { X } from "../sign-in/x.ts";`],
  ["src/hub/oauth", `import type { X } from "../sign-in/x.ts";`],
  ["src/hub/oauth", `export const x = await import("../sign-in/x.ts");`],
  ["src/hub/oauth", `import { x } from "./../sign-in/x.ts";`],
  ["src/hub/oauth", `import { x } from "../users/../sign-in/x.ts";`],
  ["src/hub/oauth", `import { x } from "alldoor/providers";`],
  // Past the one way out.
  ["src/hub/oauth", `export const x = await fetch("https://example.com");`],
  ["src/hub/oauth", `export const x = new WebSocket("wss://example.com");`],
  ["src/hub/oauth", `import { request } from "node:http";`],
  ["src/hub/oauth", `import https from "node:https";`],
  ["src/files", `import * as http2 from "node:http2";`],
  ["src/lib", `export { get } from "node:https";`],
  ["src/sandbox", `export const x = await import("node:http");`],
  ["src/lib", `export const x = { rejectUnauthorized: false };`],
  ["src/hub/mail", `export const x = { checkServerIdentity: () => undefined };`],
  // What would make a type or a log a lie.
  ["src/hub/oauth", `export const x = (y: any) => y;`],
  ["src/hub/oauth", `console.log("x");`],
];

const allowed: readonly Crossing[] = [
  ...imports("src/lib", "./x.ts", "node:crypto"),
  ...imports("src/db", "../lib/x.ts", "kysely"),
  ...imports("src/db/migrations", "../schema.ts", "../../lib/x.ts"),
  ...imports("src/providers", "./engines/x.ts", "jose"),
  ...imports("src/providers/catalogue", "../provider.ts"),
  ...imports("src/providers/catalogue/further", "../../entry.ts", "../claim-sources.ts"),
  ...imports("src/sandbox/answers/further", "../shape.ts", "../../../providers/x.ts"),
  ...imports("src/sandbox", "../lib/x.ts", "../providers/x.ts", "hono"),
  ...imports("src/sandbox/endpoints", "../world.ts", "../../lib/x.ts", "../../providers/x.ts"),
  ...imports("src/pages", "./parts/x.tsx", "hono/jsx"),
  ...imports("src/pages/hub/admin", "../../parts/x.tsx", "./frame.tsx"),
  ...imports("src/pages/hub/admin/people", "../../../parts/x.tsx", "../frame.tsx"),
  ...imports("src/browser", "./x.ts"),
  ...imports("src/hub/admin/people", "../frame.ts", "../access/x.ts", "../../users/x.ts", "../../../pages/x.tsx"),
  ...imports("src/hub/api", "../admin/people/people.ts", "../admin/server/keys.ts"),
  ...imports("src/hub/users", "../hub.ts", "../audit/x.ts", "../../lib/x.ts", "../../db/x.ts", "../../providers/x.ts"),
  ...imports("src/hub/web", "../hub.ts", "../sessions/x.ts", "../../pages/x.ts", "hono"),
  ...imports(
    "src/hub/oauth",
    "./pkce.ts",
    "./grants/x.ts",
    "../web/x.ts",
    "../grants/x.ts",
    "../../pages/x.ts",
    "hono",
  ),
  ...imports("src/hub/oauth/grants", "./x.ts", "../pkce.ts", "../../grants/x.ts", "../../hub.ts", "../../../lib/x.ts"),
  ...imports("src/hub", "./oauth/x.ts", "../lib/x.ts", "../pages/x.ts", "../db/x.ts"),
  ...imports("src/files", "../lib/x.ts", "../pages/x.ts", "../providers/x.ts"),
  ...imports("src/cli", "../hub/x.ts", "../sandbox/x.ts", "../files/x.ts", "../lib/x.ts"),
  ["src/hub/oauth", `import type { IncomingMessage } from "node:http";`],
  ["src/hub/oauth", `export const x = (fetch: () => void) => fetch();`],
];

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}

/** Lints every crossing in one run, each as a file of its own. @returns the rules that spoke, by file. */
async function lint(crossings: readonly Crossing[]): Promise<ReadonlyMap<number, readonly string[]>> {
  const folder = await mkdtemp(join(tmpdir(), "alldoor-walls-"));
  try {
    await cp(join(root, "biome.json"), join(folder, "biome.json"));
    await cp(join(root, "lint"), join(folder, "lint"), { recursive: true });
    for (const [index, [place, statement]] of crossings.entries()) {
      await mkdir(join(folder, place), { recursive: true });
      await writeFile(join(folder, place, `case-${index}.ts`), `${statement}\n`);
    }
    const options = [
      "lint",
      "--vcs-enabled=false",
      "--reporter=json",
      "--max-diagnostics=none",
      "--skip=noUnusedImports",
    ];
    const said = await promisify(execFile)(process.execPath, [biome, ...options], { cwd: folder }).catch(
      (error: { readonly stdout: string; readonly stderr: string }) => error,
    );
    const diagnostics: readonly Diagnostic[] = JSON.parse(said.stdout).diagnostics;
    const found = new Map<number, string[]>();
    for (const { category, location } of diagnostics) {
      const index = Number(/case-(\d+)\.ts$/.exec(location.path)?.[1]);
      found.set(index, [...(found.get(index) ?? []), category]);
    }
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const name = ([folder, statement]: Crossing) => `${folder}: ${statement}`;

describe("walls", () => {
  const all = [...refused, ...allowed];
  let found: ReadonlyMap<number, readonly string[]>;
  beforeAll(async () => {
    found = await lint(all);
  });

  test("every crossing that is not allowed is refused", () => {
    const passed = refused.filter((_, index) => !found.has(index));
    expect(passed.map(name)).toEqual([]);
  });

  test("every way that a room lives from is open", () => {
    const stopped = allowed.filter((_, index) => found.has(refused.length + index));
    expect(stopped.map(name)).toEqual([]);
  });

  test("every room of src stands in the list of walls", async () => {
    const walls = await readFile(join(root, "lint", "walls.jsonc"), "utf8");
    const rooms = (await readdir(join(root, "src"), { withFileTypes: true })).filter((entry) => entry.isDirectory());
    expect(rooms.length).toBeGreaterThan(0);
    expect(rooms.map((room) => room.name).filter((room) => !walls.includes(`"src/${room}/`))).toEqual([]);
  });
});

test("nothing talks the checkers out of a complaint", async () => {
  const words = /\bbiome-ignore|@ts-(ignore|expect-error|nocheck)\b|\beslint-disable/;
  const options = { cwd: root, exclude: ["**/node_modules/**", "test/ground/walls.test.ts"] };
  const talking: string[] = [];
  for await (const file of glob("{src,test,scripts,bin,bench}/**/*.{ts,tsx,mjs}", options)) {
    if (words.test(await readFile(join(root, file), "utf8"))) talking.push(file);
  }
  expect(talking).toEqual([]);
});
