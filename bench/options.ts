/** What can be asked of a run, and how long it may then take. */
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { LAUNCH_FLAGS } from "./subjects/launched.ts";

export interface Options {
  /** Measured rounds; a warm-up round comes before. */
  readonly rounds: number;
  /** Milliseconds of each window. */
  readonly window: number;
  /** Operations to measure; empty for all. */
  readonly only: readonly string[];
  /** Stored grants to measure the code flow beside; 0 for not. */
  readonly stored: number;
  readonly postgres: string | null;
  /** The folder of the hub's build, and of another one to hold beside it. */
  readonly build: string;
  readonly beside: string | null;
  /** Flags of Node.js that the other one runs with; those of the launcher where nothing is said. */
  readonly besideFlags: readonly string[];
  /** Leaves oidc-provider out. */
  readonly alone: boolean;
  readonly profile: boolean;
}

export const HELP = `npm run bench -- [options]

  --quick            under a minute: fewer and shorter rounds, only good for seeing that it works
  --rounds N         measured rounds (5)
  --only OPERATION   measure this one alone, or upstream: a sign-in through the sandbox; may be given several times
  --stored N         also measure the code flow beside N stored grants (1000000)
  --postgres URL     also measure the hub on this PostgreSQL, in a database made for it and dropped again
  --build FOLDER     measure this build of the hub instead of dist/
  --beside FOLDER    also measure this build of the hub: what a change brings, in the same minutes
  --beside-flags="…" the other one runs with these flags of Node.js instead of the usual; the same build, if no other is
                     given
  --alone            leave oidc-provider out
  --profile          instead: where the hub's time goes, operation by operation
`;

/** Raised for words that mean nothing here; its message is all that is shown. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions(args: readonly string[], operations: readonly string[]): Options | "help" {
  const values = parse(args);
  if (values.help) return "help";
  const only = values.only ?? [];
  const build = resolve(values.build ?? join(import.meta.dirname, "..", "..", "dist"));
  const given = values["beside-flags"];
  const besideFlags = given?.split(" ").filter((flag) => flag !== "") ?? LAUNCH_FLAGS;
  const unknown = only.find((id) => !operations.includes(id));
  if (unknown !== undefined) throw new UsageError(`${unknown} is none of ${operations.join(", ")}`);
  return {
    rounds: count("rounds", values.rounds ?? (values.quick ? "2" : "5"), 100),
    window: values.quick ? 200 : 1500,
    only,
    stored: count("stored", values.stored ?? "0", 10_000_000),
    postgres: values.postgres === undefined ? null : onThisMachine(values.postgres),
    build,
    beside: values.beside === undefined ? (given === undefined ? null : build) : resolve(values.beside),
    besideFlags,
    alone: values.alone ?? false,
    profile: values.profile ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: "boolean" },
        quick: { type: "boolean" },
        rounds: { type: "string" },
        only: { type: "string", multiple: true },
        stored: { type: "string" },
        postgres: { type: "string" },
        build: { type: "string" },
        beside: { type: "string" },
        "beside-flags": { type: "string" },
        alone: { type: "boolean" },
        profile: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function count(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) throw new UsageError(`--${name} must be a number up to ${most}`);
  return value;
}

/** A run talks to nobody but this machine. */
function onThisMachine(url: string): string {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  if (!["127.0.0.1", "localhost", "[::1]"].includes(host)) {
    throw new UsageError("--postgres must be postgres://… on 127.0.0.1 or localhost");
  }
  return url;
}
