/**
 * The arguments of one command, read strictly: what is unknown, doubled, without its value or too much is refused, with the
 * word that was probably meant. An option wins over its environment variable; an empty variable is none.
 */
import { parseArgs } from "node:util";
import { type Command, type Environment, type Option, type Options, type OptionValues, optionFlag } from "./command.ts";
import { usage } from "./failure.ts";
import { nearMiss } from "./near-miss.ts";
import { settingsOf } from "./settings.ts";

export interface ReadArguments {
  readonly options: OptionValues<Options>;
  readonly operands: readonly string[];
  /** Settings by their names. */
  readonly settings: Readonly<Record<string, string>>;
  readonly help: boolean;
}

/** Options that every command has. */
export const COMMON = {
  json: { kind: "flag", help: "Print one JSON document on standard output." },
  help: { kind: "flag", help: "Show this help." },
} as const satisfies Options;

type Given = Map<string, string[]>;

const takesValue = (option: Option | undefined): boolean => option !== undefined && option.kind !== "flag";

/** By the word behind the dashes: where its value goes and what it may be. */
function knownOptions({ options, settings }: Command): Map<string, Option> {
  const known = new Map<string, Option>();
  for (const { flag, value, help } of settingsOf(settings))
    if (flag !== null) known.set(flag.slice(2), { kind: "text", value, help });
  for (const [name, option] of [...Object.entries(options), ...Object.entries(COMMON)])
    known.set(optionFlag(name).slice(2), option);
  return known;
}

function checkOperands({ name, operands = [] }: Command, given: readonly string[]): void {
  const rest = operands.some((operand) => operand.rest);
  const missing = operands.filter((operand) => !operand.rest)[given.length];
  if (missing) throw usage(`alldoor ${name} needs ${missing.name}: ${missing.help}`);
  const [extra] = given.slice(operands.length);
  if (extra !== undefined && !rest) throw usage(`alldoor ${name} does not know what to do with "${extra}".`);
}

/** @throws Failure `usage` */
function collect(command: Command, argv: readonly string[]): { given: Given; operands: string[] } {
  const known = knownOptions(command);
  const config = Object.fromEntries(
    [...known].map(([word, option]) => [
      word,
      { type: takesValue(option) ? ("string" as const) : ("boolean" as const) },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...argv],
    options: { ...config, help: { type: "boolean", short: "h" } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: Given = new Map();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") operands.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value, inlineValue } = token;
    const option = known.get(name);
    if (!option) {
      const meant = nearMiss(name, [...known.keys()]);
      throw usage(`alldoor ${command.name} has no option ${rawName}.`, meant === undefined ? undefined : `--${meant}`);
    }
    const before = given.get(name) ?? [];
    if (before.length > 0 && option.kind === "text") throw usage(`${rawName} is there more than once.`);
    if (!takesValue(option)) {
      if (value !== undefined) throw usage(`${rawName} takes no value.`);
      given.set(name, ["true"]);
      continue;
    }
    const dashed = value !== undefined && inlineValue === false && value.length > 1 && value.startsWith("-");
    if (value === undefined || value === "" || dashed) {
      throw usage(
        `${rawName} needs a value${dashed ? ` (one that begins with a dash is written ${rawName}=${value})` : ""}.`,
      );
    }
    given.set(name, [...before, value]);
  }
  return { given, operands };
}

function checkChoice(flag: string, option: Option, value: string): void {
  if (option.kind === "flag" || option.choices === undefined || option.choices.includes(value)) return;
  throw usage(`${flag} can't be "${value}": it is one of ${option.choices.join(", ")}.`);
}

/** @throws Failure `usage` */
export function readArguments(command: Command, argv: readonly string[], environment: Environment): ReadArguments {
  const { given, operands } = collect(command, argv);
  const settings: Record<string, string> = {};
  for (const { name, flag } of settingsOf(command.settings)) {
    const value = flag === null ? undefined : given.get(flag.slice(2))?.[0];
    if (value !== undefined) settings[name] = value;
  }
  if (given.has("help")) return { options: {}, operands, settings, help: true };

  const options: Record<string, string | boolean | readonly string[] | undefined> = {};
  for (const [name, option] of Object.entries(command.options)) {
    const flag = optionFlag(name);
    const typed = given.get(flag.slice(2)) ?? [];
    const values =
      option.kind === "list" && option.choices
        ? typed.flatMap((value) => value.split(/[\s,]+/).filter(Boolean))
        : typed;
    for (const value of values) checkChoice(flag, option, value);
    if (option.kind === "flag") options[name] = values.length > 0;
    else if (option.kind === "list") options[name] = values;
    else {
      const variable = option.variable === undefined ? undefined : environment[option.variable] || undefined;
      const value = values[0] ?? variable;
      if (value === undefined && option.required) throw usage(`alldoor ${command.name} needs ${flag} ${option.value}.`);
      if (value !== undefined && values.length === 0) checkChoice(option.variable ?? flag, option, value);
      options[name] = value;
    }
  }
  checkOperands(command, operands);
  return { options, operands, settings, help: false };
}
