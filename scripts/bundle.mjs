/**
 * Puts the command line and everything that it starts into few files: `dist/alldoor.js`, which `bin/alldoor.mjs` runs where it is
 * there, and what it shares and loads later in `dist/bundled/`. Loading a thousand modules takes Node.js longer than all else
 * that a start does. What is imported by others (`exports` in package.json) and what threads run stays a file a module.
 *
 * Made for whoever runs Alldoor (`npm run build`, the package, the image); a checkout that is worked in starts without.
 *
 *   node scripts/bundle.mjs <root>
 */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rollup } from "@rollup/wasm-node";

/** Packages that are bundled: those of many modules, all of them needed at each start, without a nested package of their own. */
const PACKAGES = ["hono", "jose", "kysely", "zod"];

/** The program, and the two modules that `bench/` starts a hub with. */
const ENTRIES = {
  alldoor: "cli.js",
  "bundled/serve-hub": "hub/serve.js",
  "bundled/configuration": "lib/configuration.js",
};

/** Of no matter here: circles and annotations within the packages, and the helper that the compiler makes of `using`. */
const PASSED_OVER = new Set(["CIRCULAR_DEPENDENCY", "INVALID_ANNOTATION", "THIS_IS_UNDEFINED"]);

/** @param {string} root of a checkout that was built */
export async function bundle(root) {
  const dist = join(root, "dist");
  const made = join(root, "dist.bundled");
  rmSync(made, { recursive: true, force: true });
  const rolled = await rollup({
    input: Object.fromEntries(Object.entries(ENTRIES).map(([name, path]) => [name, join(dist, path)])),
    // Every module was reached by an import; what none of them uses costs a few bytes, and looking for it costs seconds.
    treeshake: false,
    plugins: [places(dist)],
    onwarn: (warning) => {
      if (!PASSED_OVER.has(warning.code ?? "")) throw new Error(warning.message);
    },
  });
  const { output } = await rolled.write({
    dir: made,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "bundled/[name]-[hash].js",
    hoistTransitiveImports: false,
  });
  await rolled.close();
  const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
  writeFileSync(join(made, "bundled", "LICENSES.txt"), licences(root, modules));
  rmSync(join(dist, "bundled"), { recursive: true, force: true });
  renameSync(join(made, "bundled"), join(dist, "bundled"));
  // Last: with it everything is there.
  renameSync(join(made, "alldoor.js"), join(dist, "alldoor.js"));
  rmSync(made, { recursive: true, force: true });
}

/**
 * Where modules are found, and where they find the files beside them: at the places that they had before.
 * @param {string} dist
 * @returns {import("@rollup/wasm-node").Plugin}
 */
function places(dist) {
  return {
    name: "places",
    resolveId(name) {
      if (/^[./]/.test(name) || name.startsWith(dist)) return null;
      const isBundled = PACKAGES.includes(name.split("/", 1)[0] ?? "");
      return isBundled ? fileURLToPath(import.meta.resolve(name)) : { id: name, external: true };
    },
    resolveImportMeta(property, { chunkId, moduleId }) {
      if (property !== "url")
        throw new Error(`${moduleId} asks for import.meta.${property}, which is another in a bundle`);
      const from = dirname(join(dist, chunkId));
      const path = relative(from, moduleId).split(sep).join("/");
      return `new URL(${JSON.stringify(path)}, import.meta.url).href`;
    },
  };
}

/**
 * The licences of what is copied into the bundle (each asks to be kept with the copy).
 * @param {string} root
 * @param {readonly string[]} modules
 */
function licences(root, modules) {
  const own = join(root, "node_modules");
  return PACKAGES.filter((name) => modules.some((path) => path.includes(`${sep}node_modules${sep}${name}${sep}`)))
    .map((name) => {
      const folder = join(own, name);
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      if (file === undefined) throw new Error(`${name} has no licence to be kept with it`);
      return `${name}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}

const [, script = "", root] = process.argv;
if (root !== undefined && import.meta.url === pathToFileURL(script).href) {
  if (!existsSync(join(root, "dist", "cli.js"))) throw new Error(`nothing is built in ${root}`);
  await bundle(root);
}
