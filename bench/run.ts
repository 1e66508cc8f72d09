/**
 * `npm run bench` ends here: compiles this folder (which also checks its types against the hub that was just built) and
 * goes on in `main.ts`. The measured servers are started from the compiled files, for stripping types at start would be
 * counted as theirs.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const compiler = join(here, "..", "node_modules", "typescript", "bin", "tsc");

rmSync(join(here, "dist"), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [compiler, "-p", here], { stdio: "inherit" });
if (status === 0) await import(new URL("./dist/main.js", import.meta.url).href);
else process.exitCode = 1;
