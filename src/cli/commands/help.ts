/** `alldoor help`: of everything, of one command (`alldoor help application create`), or as the reference in Markdown. */
import { command, type ListedCommand } from "../command.ts";
import { usage } from "../failure.ts";
import { commandHelp, overview } from "../help.ts";
import { nearMiss } from "../near-miss.ts";
import { configurationReference } from "../reference.ts";

export const help = command({
  about: [],
  settings: "none",
  operands: [{ name: "COMMAND", help: "The command to explain.", rest: true }],
  options: { markdown: { kind: "flag", help: "Print the whole reference (docs/configuration.md)." } },
  async run({ options, operands, output, commands }) {
    const wanted = operands.join(" ");
    const text = options.markdown ? await configurationReference(commands) : await helpOf(commands, wanted);
    output.answer({ help: text }, text);
  },
});

async function helpOf(commands: readonly ListedCommand[], wanted: string): Promise<string> {
  const found = commands.find(({ name }) => name === wanted);
  if (found) return commandHelp({ ...(await found.load()), name: found.name, summary: found.summary });
  if (wanted === "" || commands.some(({ name }) => name.startsWith(`${wanted} `))) return overview(commands, wanted);
  throw usage(
    `There is no command "${wanted}".`,
    nearMiss(
      wanted,
      commands.map(({ name }) => name),
    ),
  );
}
