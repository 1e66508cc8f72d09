/**
 * One call of `alldoor`: finds the command, reads its arguments, runs it, and turns whatever is thrown into words and an
 * exit code (0 done, 1 refused or failed, 2 arguments that make no sense).
 */
import { readConfiguration } from "../lib/configuration.ts";
import { COMMON, readArguments } from "./arguments.ts";
import type { Command, Environment, ListedCommand } from "./command.ts";
import { commands } from "./commands.ts";
import { explain } from "./explain.ts";
import { usage } from "./failure.ts";
import { commandHelp, overview } from "./help.ts";
import { nearMiss } from "./near-miss.ts";
import { createOutput, type Output } from "./output.ts";
import { settingsOf } from "./settings.ts";

/** @returns the exit code. */
export async function runCli(
  argv: readonly string[],
  environment: Environment,
  output: Output = createOutput(argv.includes("--json")),
): Promise<number> {
  try {
    return await dispatch(argv, environment, output);
  } catch (error) {
    const { exitCode, stack, ...said } = explain(error);
    if (output.json) output.answer({ error: said }, "");
    else output.note(`${said.message} (${said.code})`);
    if (stack !== undefined && wantsDetails(argv, environment)) process.stderr.write(`${stack}\n`);
    return exitCode;
  }
}

const wantsDetails = (argv: readonly string[], { ALLDOOR_LOG }: Environment): boolean =>
  ALLDOOR_LOG === "debug" ||
  argv.some((word, index) => word === "--log=debug" || (word === "--log" && argv[index + 1] === "debug"));

async function dispatch(argv: readonly string[], environment: Environment, output: Output): Promise<number> {
  const words = commandFirst(argv);
  const [first = "", second = ""] = words;
  if (first === "" || first === "-h" || first === "--help") return show(output, overview(commands));
  if (first === "--version" || first === "-v") return dispatch(["version", ...words.slice(1)], environment, output);
  // The longest name that fits: `files` is a command, and `files user list` another one.
  const found = [3, 2, 1]
    .map((count) => words.slice(0, count).join(" "))
    .flatMap((text) => commands.filter(({ name }) => name === text))[0];
  if (!found) return unknown(first, second, words, output);
  const command: Command = { ...(await found.load()), name: found.name, summary: found.summary };
  const read = readArguments(command, words.slice(found.name.split(" ").length), environment);
  if (read.help) return show(output, commandHelp(command));
  const exitCode = await command.run({
    options: read.options,
    operands: read.operands,
    configuration: () => readConfiguration(environment, read.settings),
    environment,
    output,
    commands,
  });
  return exitCode ?? 0;
}

function show(output: Output, text: string): number {
  output.answer({ help: text }, text);
  return 0;
}

/** The name of a group (`application`) shows what is in it. @throws Failure `usage` */
function unknown(first: string, second: string, words: readonly string[], output: Output): number {
  const group = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (group.length === 0) throw usage(`There is no command "${first}".`, meant(first, commands));
  if (words.includes("--help") || words.includes("-h")) return show(output, overview(commands, first));
  const subcommands = group.map(({ name }) => name.slice(first.length + 1));
  if (second === "" || second.startsWith("-"))
    throw usage(`alldoor ${first} needs one more word: ${subcommands.join(" or ")}.`);
  throw usage(`There is no command "${first} ${second}".`, nearMiss(second, subcommands));
}

/** Also where the first word of two is the one that was mistyped. */
function meant(word: string, list: readonly ListedCommand[]): string | undefined {
  const firsts = [...new Set(list.map(({ name }) => name.split(" ", 1)[0] ?? ""))];
  return nearMiss(word, firsts);
}

/** Options that every hub command has may stand before the command (`alldoor --data DIR hub`); they are moved behind it. */
function commandFirst(argv: readonly string[]): readonly string[] {
  const withValue = new Set(settingsOf("hub").flatMap(({ flag }) => flag ?? []));
  let start = 0;
  while (start < argv.length) {
    const word = argv[start] ?? "";
    if (!word.startsWith("--") || word === "--" || word === "--version" || word === "--help") break;
    const known =
      withValue.has(word.split("=", 1)[0] ?? "") || Object.keys(COMMON).some((name) => word === `--${name}`);
    if (!known) break;
    start += withValue.has(word) ? 2 : 1;
  }
  return [...argv.slice(start), ...argv.slice(0, start)];
}
