/** How `alldoor` starts its programs (`scripts/launch.mjs`): what the hub that is measured is started with, too. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const file = join(import.meta.dirname, "..", "..", "..", "scripts", "node-flags.json");

/** Flags of Node.js. */
export const LAUNCH_FLAGS: readonly string[] = JSON.parse(readFileSync(file, "utf8"));

/** @param build The folder where compiled code is kept between starts: the launcher has it in the build. */
export const launchEnvironment = (build: string): Readonly<Record<string, string>> => ({
  NODE_COMPILE_CACHE: join(build, ".compile-cache"),
});
