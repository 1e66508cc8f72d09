/**
 * The library as others use it: the example of docs/library.md as it stands there, bundled, run where there is nothing of
 * Node.js; what a bundle of one provider holds; and what the folder imports.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { build, type Rolldown } from "vite";
import { expect, test } from "vitest";
import { joinModules } from "../../scripts/catalogue.mjs";
import { sandboxRewrite } from "../../src/lib/sandbox-rewrite.ts";
import { catalogue } from "../../src/providers/catalogue/whole.ts";
import type { CallOptions, PendingSignIn, ProviderFetch } from "../../src/providers/library.ts";
import { createSandbox } from "../../src/sandbox/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const providers = join(root, "src/providers");
const written = readFileSync(join(root, "docs/library.md"), "utf8");
const example = /```js\n([\s\S]*?)```/.exec(written)?.[1] ?? "";

const ENTRY = join(root, "program.js");

/** One program as a single file, with the modules that are left in it. */
async function bundle(program: string, modules: Readonly<Record<string, string>> = {}): Promise<Rolldown.OutputChunk> {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    root,
    resolve: {
      alias: [
        { find: /^alldoor\/providers$/, replacement: join(providers, "index.ts") },
        { find: /^alldoor\/sign-in$/, replacement: join(providers, "library.ts") },
      ],
    },
    plugins: [
      {
        name: "program",
        enforce: "pre",
        resolveId: (id) => (id === ENTRY || Object.hasOwn(modules, id) ? id : undefined),
        load: (id) => (id === ENTRY ? program : modules[id]),
      },
    ],
    build: {
      write: false,
      minify: false,
      target: "esnext",
      lib: { entry: ENTRY, formats: ["iife"], name: "program", fileName: "program" },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error("nothing was built");
  const chunk = output.output.find((each) => each.type === "chunk");
  if (chunk === undefined) throw new Error("nothing was built");
  return chunk;
}

/** The catalogue's modules of which something is left in a bundle. */
const entriesIn = (chunk: Rolldown.OutputChunk): readonly string[] =>
  Object.entries(chunk.modules)
    .filter(([, { renderedLength }]) => renderedLength > 0)
    .map(([id]) => relative(join(providers, "catalogue"), id))
    .filter((path) => !path.startsWith(".."))
    .sort();

interface Example {
  start(options: CallOptions): Promise<{ readonly url: string; readonly pending: PendingSignIn }>;
  finish(pending: PendingSignIn, address: string, options: CallOptions): Promise<Record<string, string>>;
}

/** Of what a worker has, what the library uses; the last two so that both sides have one kind of bytes. */
const WORKER_HAS = [
  ...["crypto", "CryptoKey", "URL", "URLSearchParams", "TextEncoder", "TextDecoder", "Response", "Headers"],
  ...["AbortSignal", "structuredClone", "atob", "btoa", "ArrayBuffer", "Uint8Array"],
];

/** Runs a bundle where there is what a worker has, and no more. */
function inWorker(code: string): Example {
  const context = createContext(Object.fromEntries(WORKER_HAS.map((name) => [name, Reflect.get(globalThis, name)])));
  expect(runInContext("[typeof process, typeof Buffer, typeof require, typeof setImmediate]", context)).toEqual(
    Array.from({ length: 4 }, () => "undefined"),
  );
  return runInContext(`${code}\nprogram`, context) as Example;
}

const ORIGIN = "http://localhost:9000";

test.each(["github", "google"])("the example signs in with %s where there is nothing of Node.js", async (id) => {
  const chunk = await bundle(example.replaceAll("github", id));
  const { start, finish } = inWorker(chunk.code);
  const sandbox = createSandbox({ origin: ORIGIN, providers: catalogue });
  const redirectUri = `https://app.example/callback/${id}`;
  const clientSecret = `the-secret-that-${id}-gave`;
  sandbox.registerApp({
    ...sandbox.app(id),
    clientId: "Iv1.0123456789abcdef",
    clientSecret,
    redirectUris: [redirectUri],
  });
  const rewrite = sandboxRewrite(ORIGIN);
  const fetch: ProviderFetch = (url, init) => sandbox.fetch(new Request(rewrite(new URL(url)), init));
  const options = { fetch, now: () => Math.floor(Date.now() / 1000) };

  const { url, pending } = await start(options);
  expect(new URL(url).searchParams.get("state")).toBe(pending.state);
  const back = await sandbox.signInAs(url, "mira");
  const { person, name, token } = await finish(pending, back.href, options);
  expect(person).toMatch(id === "github" ? /^https:\/\/github\.com \d+$/ : /^https:\/\/accounts\.google\.com \d{21}$/);
  expect(name).toBe("Mira Halden");
  expect(token).not.toBe("");
});

test("the example is 20 lines, without its comments", () => {
  expect(
    example.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("/**")).length,
  ).toBeLessThanOrEqual(20);
});

test("a bundle holds the entries that it names, and no other", async () => {
  const one = await bundle(`export { github } from "alldoor/providers";`);
  expect(entriesIn(one)).toEqual(["github.ts"]);
  // An entry, and what makes one.
  expect(one.code.length).toBeLessThan(40_000);
  const whole = await bundle(example);
  expect(entriesIn(whole)).toEqual(["github.ts"]);
  expect(whole.code.length).toBeLessThan(250_000);
});

test("the entries put together in one module, as the build does it, can be taken apart again", async () => {
  const entry = (name: string) =>
    `import { oauth2 } from "entry";\nexport const ${name} = oauth2({ id: "${name}", own: (() => "of ${name}")() });\n`;
  const modules = {
    entry: "export const oauth2 = (entry) => Object.freeze({ ...entry });\n",
    all: joinModules([
      { path: "one.js", text: entry("one") },
      { path: "two.js", text: entry("two") },
    ]),
  };
  const { code } = await bundle(`export { one } from "all";`, modules);
  expect(code).toContain("of one");
  expect(code).not.toContain("of two");
});

test("nothing is imported but neighbours and jose", () => {
  const files = readdirSync(providers, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(500);
  const imported = files.flatMap((file) =>
    [...readFileSync(join(providers, file), "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)]
      .map(([, from = ""]) => (from.startsWith(".") ? relative(providers, join(providers, file, "..", from)) : from))
      .filter((from) => from.startsWith("..") || /^(?!jose(?:\/|$))[^./]+(?:$|:)/.test(from)),
  );
  expect(imported).toEqual([]);
});

test("it is typed without Node.js: what a worker has is enough", () => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const words = execFileSync(process.execPath, [tsc, "-p", join(root, "test/providers/worker")], { encoding: "utf8" });
  expect(words).toBe("");
});
