/** Where and with what a run was made, without which its figures mean nothing. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release } from "node:os";
import { join } from "node:path";
import type { Cores } from "../measure/cores.ts";

export interface Machine {
  readonly at: string;
  readonly processor: string;
  readonly cores: number;
  /** The core of the servers and that of the driver; `null` where they were not bound. */
  readonly bound: Cores | null;
  /** Processes that wanted a core at the start, over the last minute: above 1, others were at work here. */
  readonly load: number;
  readonly system: string;
  readonly node: string;
  readonly alldoor: string;
  readonly oidcProvider: string;
  /** The commit, where there is a repository; `+` when something was changed since. */
  readonly commit: string | null;
}

const root = join(import.meta.dirname, "..", "..", "..");

const versionOf = (...path: string[]): string =>
  JSON.parse(readFileSync(join(root, ...path, "package.json"), "utf8")).version;

function git(...args: string[]): string | null {
  const { status, stdout } = spawnSync("git", args, { cwd: root, encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

export function describeMachine(bound: Cores | undefined): Machine {
  const commit = git("rev-parse", "--short", "HEAD");
  const changed = git("status", "--porcelain", "--", "src");
  return {
    at: new Date().toISOString(),
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    bound: bound ?? null,
    load: loadavg()[0] ?? 0,
    system: `${process.platform} ${release()}`,
    node: process.versions.node,
    alldoor: versionOf(),
    oidcProvider: versionOf("bench", "node_modules", "oidc-provider"),
    commit: commit === null ? null : `${commit}${changed === "" ? "" : "+"}`,
  };
}
