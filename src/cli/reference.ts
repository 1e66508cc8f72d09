/**
 * The reference of settings and commands as Markdown: `docs/configuration.md`, which `npm run docs` writes. Everything in
 * it stands where it is defined, so that it can't say anything else than the program does.
 */
import { settings } from "../lib/configuration.ts";
import type { Command, ListedCommand } from "./command.ts";
import { optionHelp, optionWritten, usageLine } from "./help.ts";
import { settingsOf } from "./settings.ts";

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), row(heads.map(() => "---")), ...rows.map(row)].join("\n");

function settingsTable(): string {
  const rows = settingsOf("hub").map(({ name, flag, variable, value, help }) => {
    const { fallback } = settings[name];
    const standard = typeof fallback === "string" ? ` Default: \`${fallback}\`.` : "";
    return [flag === null ? "" : `\`${flag} ${value}\``, `\`${variable}\``, `${cell(help)}${standard}`];
  });
  return tableOf(["Option", "Variable", "What it is"], rows);
}

function commandSection(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => [
    `\`${optionWritten(name, option)}\``,
    cell(optionHelp(option)),
  ]);
  const { examples = [] } = command;
  return [
    `### alldoor ${command.name}`,
    `${command.summary}.`,
    `\`\`\`sh\n${[usageLine(command), ...examples.map((line) => `alldoor ${line}`)].join("\n")}\n\`\`\``,
    ...command.about.map(cell),
    ...(options.length === 0 ? [] : [tableOf(["Option", "What it is"], options)]),
  ].join("\n\n");
}

export async function configurationReference(commands: readonly ListedCommand[]): Promise<string> {
  const loaded = await Promise.all(
    commands.map(async ({ name, summary, load }): Promise<Command> => ({ ...(await load()), name, summary })),
  );
  return `# Configuration

This page is written by \`npm run docs\` from the descriptions in the code; a test compares the two.

Every setting is an environment variable and, but for the encryption key itself, an option of the commands that it
concerns. An option wins over its variable. A value that can't be right stops the start with one line that says why.

## Settings

${settingsTable()}

## Commands

Every command knows \`--json\` (one JSON document on standard output and nothing else there) and \`--help\`. Exit codes: 0 done,
1 refused or failed, 2 arguments that make no sense. With \`--json\` a failure is
\`{"error": {"code": …, "message": …, "fields": …}}\`. Secrets are read from files or standard input, never from arguments.

${loaded.map(commandSection).join("\n\n")}
`.trimEnd();
}
