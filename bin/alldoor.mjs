#!/usr/bin/env node
/**
 * The command `alldoor`, in its two homes.
 *
 * Installed from the registry, the package holds `dist` and runs on the machine's own Node.js, which its `engines` ask
 * to be 24 or newer. In a checkout, `scripts/` lies beside it: packages, Node.js and `dist` are first brought up to
 * date, so that a bare clone starts with nothing but npm. This file must parse on every Node.js since 18, or an old
 * machine would see a syntax error where it should read a sentence.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const programs = ["alldoor.js", "cli.js"].map((name) => join(root, "dist", name));
/** The bundle, where one was made of what is built. */
const program = () => programs.find((file) => existsSync(file)) ?? programs[1] ?? "";
const args = process.argv.slice(2);

if (existsSync(join(root, "scripts", "prepare.mjs"))) {
  const { prepareToRun } = await import("../scripts/prepare.mjs");
  const { launch } = await import("../scripts/launch.mjs");
  const node = await prepareToRun(root);
  await launch(node, program(), args);
} else if (Number.parseInt(process.versions.node, 10) < 24) {
  process.stderr.write(
    `Alldoor needs Node.js 24 or newer, and this is ${process.versions.node}. See https://nodejs.org/en/download\n`,
  );
  process.exitCode = 1;
} else {
  const { enableCompileCache } = await import("node:module");
  // Beside the program and not in the machine's temporary folder: nobody can put code there who could not change the program.
  enableCompileCache(join(root, "dist", ".compile-cache"));
  await import(pathToFileURL(program()).href);
}
