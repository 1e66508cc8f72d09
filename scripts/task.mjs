/**
 * The short chores of `package.json`, each with what it needs installed first: build, lint, format, catalogue, tour,
 * screenshots, docs, litmus, lists, bench.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareToMeasure, prepareToShip, prepareToTest } from "./prepare.mjs";
import { run } from "./run.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [task = "", ...args] = process.argv.slice(2);

/** @type {Record<string, () => Promise<number>>} */
const tasks = {
  build: async () => {
    await prepareToShip(root);
    return 0;
  },
  lint: () => biome("check"),
  format: () => biome("check", "--write"),
  catalogue: async () => shown(await prepareToTest(root), [join(root, "scripts", "catalogue-lists.mjs")]),
  tour: async () =>
    shown(await prepareToTest(root), [
      "--disable-warning=ExperimentalWarning",
      join(root, "test", "tour", "run.mjs"),
      ...args,
    ]),
  screenshots: async () =>
    shown(await prepareToTest(root), [
      "--disable-warning=ExperimentalWarning",
      join(root, "test", "sight", "screenshots.ts"),
      ...args,
    ]),
  docs: async () => {
    const node = await prepareToTest(root);
    for (const page of ["configuration", "providers", "api", "conformance"]) {
      const code = await shown(node, [join(root, "scripts", `docs-${page}.mjs`)]);
      if (code !== 0) return code;
    }
    return 0;
  },
  lists: async () =>
    shown(await prepareToTest(root), [
      "--disable-warning=ExperimentalWarning",
      join(root, "test", "scale", "lists.ts"),
      ...args,
    ]),
  // Against programs of the system, which npm can't install.
  litmus: async () => {
    const vitest = join(root, "test", "node_modules", "vitest", "vitest.mjs");
    const config = join(root, "test", "clients", "installed.config.ts");
    return shown(await prepareToTest(root), [vitest, "run", "--config", config]);
  },
  bench: async () => {
    const node = await prepareToMeasure(root);
    return shown(node, [join(root, "bench", "run.ts"), ...args]);
  },
};

const chosen = tasks[task];
if (!chosen) throw new Error(`${task} is none of ${Object.keys(tasks).join(", ")}`);
process.exitCode = await chosen();

/** @param {readonly string[]} words */
async function biome(...words) {
  const node = await prepareToTest(root);
  const program = join(root, "test", "node_modules", "@biomejs", "biome", "bin", "biome");
  return shown(node, [program, ...words, "--error-on-warnings", ...args]);
}

/**
 * @param {string} node
 * @param {readonly string[]} words
 */
async function shown(node, words) {
  const { code } = await run(node, words, { cwd: root, show: true });
  return code;
}
