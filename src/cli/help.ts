/** Help, drawn from the table of commands and their definitions. */
import { COMMON } from "./arguments.ts";
import { type Command, type ListedCommand, type Option, optionFlag } from "./command.ts";
import { wrapped } from "./output.ts";
import { settingsOf } from "./settings.ts";

const written = (flag: string, value: string | null): string => (value === null ? flag : `${flag} ${value}`);

/** A line of the left and, beside or below it, what is said of it. */
function entry(left: string, help: string, width: number): string {
  const indent = " ".repeat(width + 4);
  const text = wrapped(help, indent);
  return left.length > width ? `  ${left}\n${text}` : `  ${left.padEnd(width)}  ${text.slice(indent.length)}`;
}

const entries = (list: readonly (readonly [string, string])[], width: number): string =>
  list.map(([left, help]) => entry(left, help, width)).join("\n");

/** What is said of an option, with what follows from its definition. */
export function optionHelp(option: Option): string {
  const choices = option.kind === "flag" || option.choices === undefined ? "" : ` One of ${option.choices.join(", ")}.`;
  const repeated = option.kind === "list" ? " May be repeated." : "";
  const variable = option.kind === "text" && option.variable !== undefined ? ` Also as ${option.variable}.` : "";
  return `${option.help}${choices}${repeated}${variable}`;
}

export const optionWritten = (name: string, option: Option): string =>
  written(optionFlag(name), option.kind === "flag" ? null : option.value);

/** `alldoor application create --name NAME [options]` */
export function usageLine({ name, operands = [], options }: Command): string {
  const needed = Object.entries(options).filter(([, option]) => option.kind === "text" && option.required);
  const words = operands.map((operand) => (operand.rest ? `[${operand.name} …]` : operand.name));
  return ["alldoor", name, ...words, ...needed.map(([flag, option]) => optionWritten(flag, option)), "[options]"].join(
    " ",
  );
}

export function commandHelp(command: Command): string {
  const { summary, about, operands = [], options, settings, examples = [] } = command;
  const settingOptions = settingsOf(settings);
  const own = [...Object.entries(options), ...Object.entries(COMMON)].map(([name, option]): [string, string] => [
    optionWritten(name, option),
    optionHelp(option),
  ]);
  const shared = settingOptions.map(({ flag, variable, value, help }): [string, string] => [
    written(flag ?? variable, flag === null ? null : value),
    help,
  ]);
  const width = 30;
  return [
    `${summary}.`,
    `Usage: ${usageLine(command)}`,
    ...about.map((paragraph) => wrapped(paragraph)),
    ...(operands.length === 0
      ? []
      : [
          entries(
            operands.map(({ name, help }) => [name, help]),
            width,
          ),
        ]),
    `Options:\n${entries(own, width)}`,
    ...(shared.length === 0
      ? []
      : [`Settings, also as variables (--data is ALLDOOR_DATA, and so on):\n${entries(shared, width)}`]),
    ...(examples.length === 0 ? [] : [`Examples:\n${examples.map((line) => `  alldoor ${line}`).join("\n")}`]),
  ].join("\n\n");
}

/** The commands that begin so; all of them for the empty text. */
export function overview(commands: readonly ListedCommand[], group = ""): string {
  const shown = commands.filter(({ name }) => group === "" || name.startsWith(`${group} `));
  const width = Math.max(...shown.map(({ name }) => name.length));
  return [
    group === ""
      ? "Alldoor: one door for signing in.\n\nUsage: alldoor COMMAND [options]"
      : `Usage: alldoor ${group} COMMAND [options]`,
    `Commands:\n${entries(
      shown.map(({ name, summary }) => [name, `${summary}.`]),
      width,
    )}`,
    `Options of a command: alldoor ${group === "" ? "COMMAND" : `${group} COMMAND`} --help`,
  ].join("\n\n");
}
