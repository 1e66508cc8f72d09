/**
 * `npm test`: everything that is checked, on the pinned Node.js: format, lint and walls (Biome), types (TypeScript, in
 * `src`, `scripts` and `test`), and every test (Vitest). Arguments go to Vitest: `npm test -- flows/pkce`.
 *
 * One failing check does not hide the next, except a failing build: tests of the command line run what is built. The
 * last line counts the tests, and each failed check as one failure; the exit code agrees with it.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareBuild, prepareToTest, say } from "./prepare.mjs";
import { run } from "./run.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = await prepareToTest(root);
await prepareBuild(root, node, () => conclude({ passed: 0, failed: 1 }, 1));

say("Checking format, walls and types");
const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const modules = join(root, "test", "node_modules");
// Biome can't see that what it says ends in a terminal.
const colours = [`--colors=${process.stderr.isTTY ? "force" : "off"}`];
const checks = await Promise.all([
  check("Types of scripts", [compiler, "-p", "scripts"]),
  check("Types of tests", [compiler, "-p", "test"]),
  check("Format, lint and walls", [
    join(modules, "@biomejs", "biome", "bin", "biome"),
    "ci",
    "--error-on-warnings",
    ...colours,
  ]),
]);
const failedChecks = checks.filter((passed) => !passed).length;

const { tally, code } = await vitest(process.argv.slice(2));
conclude({ passed: tally.passed, failed: tally.failed + failedChecks }, code);

/**
 * @param {string} title
 * @param {readonly string[]} args
 */
async function check(title, args) {
  const { code, output } = await run(node, args, { cwd: root });
  if (code !== 0) process.stderr.write(`${title}:\n${output}\n`);
  return code === 0;
}

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 */

/**
 * @param {readonly string[]} args
 * @returns {Promise<{ tally: Tally, code: number }>}
 */
async function vitest(args) {
  const folder = mkdtempSync(join(tmpdir(), "alldoor-tally-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "tally.json");
  const { code } = await run(node, [join(modules, "vitest", "vitest.mjs"), "run", ...args], {
    cwd: join(root, "test"),
    // What a test starts by the name `node` is to be the Node.js that is tested.
    env: { ...process.env, ALLDOOR_TEST_TALLY: file, PATH: [dirname(node), process.env.PATH].join(delimiter) },
    show: true,
  });
  return { tally: tallyIn(file), code };
}

/**
 * @param {string} file
 * @returns {Tally} one failure, when the run ended before it could count
 */
function tallyIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/**
 * @param {Tally} tally
 * @param {number} code that of the tests
 * @returns {never}
 */
function conclude({ passed, failed }, code) {
  const failures = code !== 0 && failed === 0 ? 1 : failed;
  process.stdout.write(`${passed} passed, ${failures} failed\n`);
  process.exit(failures === 0 ? 0 : 1);
}
